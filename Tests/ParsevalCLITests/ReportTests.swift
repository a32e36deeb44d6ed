import CSndfile
import Foundation
import Testing

/// The table on standard output, and the silence on standard error.
struct ReportTests {
  private func match(_ arguments: [String], sampleRate: Int = 44_100) throws -> Program.Outcome {
    let folder = try Folder()
    for (name, level) in [("a.wav", 0.5), ("b.wav", 0.25)] {
      let noise = Recording.noise(seconds: 0.5, channelCount: 2, sampleRate: sampleRate, level: level)
      try Recording(
        samples: noise, channelCount: 2, sampleRate: sampleRate, container: SF_FORMAT_WAV, samplesAs: SF_FORMAT_PCM_16
      ).write(to: folder.path(name))
    }
    return try Program.run(["match", "a.wav", "b.wav", "-o", "c.wav"] + arguments, in: folder)
  }

  private func cells(_ line: Substring) -> [String] {
    line.split(separator: /\s{2,}/).map(String.init)
  }

  @Test func tellsTheFitAndTheResponseOfAFilter() throws {
    let outcome = try match(["--taps", "31", "--filter-out", "eq.json", "--plot", "eq.png"])
    #expect(outcome.status == 0)
    #expect(outcome.error.isEmpty)
    let lines = outcome.output.split(separator: "\n", omittingEmptySubsequences: false)
    try #require(lines.count == 22)

    #expect(cells(lines[0]) == ["before", "after"])
    let loss = cells(lines[1]), distance = cells(lines[2])
    #expect(loss[0] == "loss" && distance[0] == "log-spectral distance (dB)")
    // The target is the source at half its level: 6.02 dB, which one tap can mend.
    let before = try #require(Double(distance[1])), after = try #require(Double(distance[2]))
    #expect(abs(before - 6.02) < 0.05)
    #expect(after < 1)
    #expect(try #require(Double(loss[2])) < #require(Double(loss[1])))
    #expect(Set(lines[0...2].map(\.count)).count == 1, "columns are aligned")

    #expect(lines[4].hasPrefix("FIR filter of 31 taps, peak gain -"))
    #expect(cells(lines[5]) == ["frequency (Hz)", "gain (dB)"])
    let rows = lines[6...15].map(cells)
    #expect(rows.map(\.[0]) == ["31.5", "63", "125", "250", "500", "1000", "2000", "4000", "8000", "16000"])
    #expect(rows.allSatisfy { abs((Double($0[1]) ?? 0) + 6) < 1.5 })
    #expect(Set(lines[5...15].map(\.count)).count == 1, "columns are aligned")

    #expect(
      lines[17...20] == [
        "written", "  c.wav: the equalized recording: 44100 Hz, stereo, 16-bit, 0.50 s", "  eq.json: the equalizer",
        "  eq.png: the picture",
      ])
  }

  @Test func showsNoFrequencyAboveNyquist() throws {
    let outcome = try match(["--taps", "31", "--steps", "1"], sampleRate: 8000)
    let frequencies = outcome.output.matches(of: /\n  ([0-9.]+) +[-+0-9.]+(?=\n)/).map { String($0.1) }
    #expect(frequencies == ["31.5", "63", "125", "250", "500", "1000", "2000"])
  }

  @Test func tellsTheSectionsOfAChain() throws {
    let outcome = try match(["--model", "biquads", "--peaks", "2", "--steps", "3"])
    #expect(outcome.status == 0)
    #expect(outcome.error.isEmpty)
    let lines = outcome.output.split(separator: "\n", omittingEmptySubsequences: false)
    try #require(lines.count == 14)
    #expect(lines[4].wholeMatch(of: /4 parametric sections, overall gain [-+]?[0-9]+\.[0-9] dB/) != nil)
    #expect(cells(lines[5]) == ["section", "frequency (Hz)", "gain (dB)", "Q"])
    let rows = lines[6...9].map(cells)
    #expect(rows.map(\.[0]) == ["low shelf", "peak", "peak", "high shelf"])
    #expect(rows.allSatisfy { row in row.count == 4 && row.dropFirst().allSatisfy { Double($0) != nil } })
    #expect(Set(lines[5...9].map(\.count)).count == 1, "columns are aligned")
  }

  @Test(arguments: [["--aligned"], ["--aligned", "--model", "biquads"]])
  func matchesAlignedRecordings(arguments: [String]) throws {
    let outcome = try match(arguments + ["--steps", "3", "--learning-rate", "0.01"])
    #expect(outcome.error.isEmpty)
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("log-spectral distance (dB)"))
  }
}
