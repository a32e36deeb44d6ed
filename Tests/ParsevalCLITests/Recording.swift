import CSndfile
import Foundation

/// A sound file, written and read by libsndfile itself.
struct Recording: Equatable {
  /// Interleaved.
  var samples: [Double]
  var channelCount: Int
  var sampleRate = 44_100
  /// libsndfile's container and sample format.
  var format: Int32

  struct Failure: Error { var reason: String }

  init(samples: [Double], channelCount: Int = 1, sampleRate: Int = 44_100, container: Int, samplesAs format: Int) {
    self.samples = samples
    self.channelCount = channelCount
    self.sampleRate = sampleRate
    self.format = Int32(container | format)
  }

  init(reading path: String) throws {
    var info = SF_INFO()
    guard let file = sf_open(path, Int32(SFM_READ), &info) else {
      throw Failure(reason: String(cString: sf_strerror(nil)))
    }
    defer { sf_close(file) }
    channelCount = Int(info.channels)
    sampleRate = Int(info.samplerate)
    format = info.format
    samples = [Double](repeating: 0, count: Int(info.frames) * channelCount)
    guard sf_readf_double(file, &samples, info.frames) == info.frames else { throw Failure(reason: "cut short") }
  }

  func write(to path: String) throws {
    var info = SF_INFO(
      frames: 0, samplerate: Int32(sampleRate), channels: Int32(channelCount), format: format, sections: 0, seekable: 0)
    guard let file = sf_open(path, Int32(SFM_WRITE), &info) else {
      throw Failure(reason: String(cString: sf_strerror(nil)))
    }
    defer { sf_close(file) }
    let frames = sf_count_t(samples.count / channelCount)
    guard sf_writef_double(file, samples, frames) == frames else { throw Failure(reason: "not written") }
  }

  /// Seconds of a seeded noise between ±level, the same in no two channels.
  static func noise(seconds: Double, channelCount: Int, sampleRate: Int = 44_100, level: Double) -> [Double] {
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    return (0..<Int(seconds * Double(sampleRate)) * channelCount).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return level * (Double(state >> 11) * 0x1p-52 - 1)
    }
  }
}
