// What the tests of this module share: the fixtures.

import Autodiff
import Foundation
import TestSupport
import Testing

private struct Fixture<Case: Decodable>: Decodable { let cases: [Case] }

private let fixtures = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent().appending(path: "Fixtures")

/// The cases of a file in Fixtures/learning.
func cases<Case: Decodable>(_ name: String) throws -> [Case] {
  let data = try Data(contentsOf: fixtures.appending(path: "learning/\(name)"))
  let cases = try JSONDecoder().decode(Fixture<Case>.self, from: data).cases
  try #require(!cases.isEmpty)
  return cases
}

/// The samples of Fixtures/recordings/misc_crow.wav, in [−1, 1): one channel at 44.1 kHz.
func crow() throws -> [Double] {
  let bytes = [UInt8](try Data(contentsOf: fixtures.appending(path: "recordings/misc_crow.wav")))
  func number(at place: Int, bytes count: Int) -> Int {
    (0..<count).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
  }
  func name(at place: Int) -> String { String(decoding: bytes[place..<(place + 4)], as: UTF8.self) }
  try #require(name(at: 0) == "RIFF" && name(at: 8) == "WAVE")
  var place = 12
  while name(at: place) != "data" {
    if name(at: place) == "fmt " {
      // One channel of 16-bit integers at 44.1 kHz.
      try #require(number(at: place + 10, bytes: 2) == 1 && number(at: place + 22, bytes: 2) == 16)
      try #require(number(at: place + 12, bytes: 4) == 44_100)
    }
    place += 8 + number(at: place + 4, bytes: 4)
  }
  let count = number(at: place + 4, bytes: 4) / 2
  return (0..<count).map { Double(Int16(truncatingIfNeeded: number(at: place + 8 + 2 * $0, bytes: 2))) / 32768 }
}

extension Tensor where Element: TensorScalar {
  /// 16-bit samples as numbers in [−1, 1).
  init(pcm samples: [Int], shape: [Int]) { self.init(samples.map { Element($0) / 32768 }, shape: shape) }
}

/// The message with which code traps.
func message(ofExit result: ExitTest.Result?) -> String {
  result.map { String(decoding: $0.standardErrorContent, as: UTF8.self) } ?? ""
}
