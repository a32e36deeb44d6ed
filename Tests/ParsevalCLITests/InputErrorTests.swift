import CSndfile
import Foundation
import Testing

/// What `parseval match` says of recordings that it cannot use. Each of these ends before the fit.
struct InputErrorTests {
  struct Case: CustomTestStringConvertible {
    var testDescription: String
    var source = "crow.wav"
    var target = "crow.wav"
    var arguments: [String] = []
    var status: Int32
    var message: String
    var prepare: @Sendable (Folder) throws -> Void = { _ in }
  }

  static let cases = [
    Case(
      testDescription: "no such source", source: "nope.wav", status: 66,
      message: "cannot read 'nope.wav': no such file; give the path of a recording"),
    Case(
      testDescription: "no such target", target: "no/such.flac", status: 66,
      message: "cannot read 'no/such.flac': no such file; give the path of a recording"),
    Case(
      testDescription: "a file as a folder", target: "crow.wav/x.wav", status: 66,
      message: "cannot read 'crow.wav/x.wav': no such file; give the path of a recording"),
    Case(
      testDescription: "a folder", source: "takes", status: 66,
      message: "cannot read 'takes': it is a folder; give the path of a recording in it",
      prepare: { try FileManager.default.createDirectory(atPath: $0.path("takes"), withIntermediateDirectories: false) }
    ),
    Case(
      testDescription: "a text", target: "notes.txt", status: 65,
      message: "'notes.txt' is not a recording that can be read: Format not recognised; "
        + "WAV, FLAC, AIFF and whatever else libsndfile reads would be right",
      prepare: { try $0.write("not a sound\n", to: "notes.txt") }),
    Case(
      testDescription: "no bytes", source: "zero.wav", status: 65,
      message: "'zero.wav' is not a recording that can be read: Format not recognised; "
        + "WAV, FLAC, AIFF and whatever else libsndfile reads would be right",
      prepare: { try $0.write("", to: "zero.wav") }),
    Case(
      testDescription: "no samples", source: "empty.wav", status: 65,
      message: "'empty.wav' is empty: it has a header but no samples; a recording with sound in it would be right",
      prepare: {
        try Recording(samples: [], container: SF_FORMAT_WAV, samplesAs: SF_FORMAT_PCM_16).write(
          to: $0.path("empty.wav"))
      }),
    Case(
      testDescription: "not a number", source: "nan.wav", status: 65,
      message: "'nan.wav' has a sample that is not a finite number: nan in channel 2, sample 5 (counted from 1); "
        + "mend or cut that place",
      prepare: { try addFloats(with: .nan, at: 9, as: "nan.wav", to: $0) }),
    Case(
      testDescription: "infinite", target: "infinite.wav", status: 65,
      message: "'infinite.wav' has a sample that is not a finite number: -inf in channel 1, sample 5 (counted from 1); "
        + "mend or cut that place",
      prepare: { try addFloats(with: -.infinity, at: 8, as: "infinite.wav", to: $0) }),
    Case(
      testDescription: "sample rates that differ", target: "crow 48.wav", status: 65,
      message: "the sample rates differ: 'crow.wav' has 44100 Hz, 'crow 48.wav' has 48000 Hz, and an equalizer holds "
        + "for one rate; resample the target, for example by: sox 'crow 48.wav' -r 44100 'crow 48-44100.wav'",
      prepare: {
        try Recording(
          samples: Recording.noise(seconds: 0.1, channelCount: 1, level: 0.5), sampleRate: 48_000,
          container: SF_FORMAT_WAV, samplesAs: SF_FORMAT_PCM_16
        ).write(to: $0.path("crow 48.wav"))
      }),
    Case(
      testDescription: "a FLAC file cut short", source: "cut.flac", status: 65,
      message:
        "'cut.flac' is damaged: it holds 12288 of its 44100 samples; a whole copy of the recording would be right",
      prepare: {
        try Recording(
          samples: Recording.noise(seconds: 1, channelCount: 1, level: 0.5),
          container: SF_FORMAT_FLAC, samplesAs: SF_FORMAT_PCM_16
        ).write(to: $0.path("cut.flac"))
        // Blocks of 4096 samples: three are whole in this.
        try $0.data("cut.flac").prefix(28_000).write(to: $0.url.appendingPathComponent("cut.flac"))
      }),
    // What the library says of recordings that can be read.
    Case(
      testDescription: "silence", source: "silence.wav", status: 65,
      message: "the source is silent, so there is nothing to match",
      prepare: { try add([Double](repeating: 0, count: 4000), as: "silence.wav", to: $0) }),
    Case(
      testDescription: "aligned recordings of two lengths", target: "long.wav", arguments: ["--aligned"], status: 65,
      message: "aligned recordings have the same length, but the source has 21196 samples and the target 44100",
      prepare: { try add(Recording.noise(seconds: 1, channelCount: 1, level: 0.5), as: "long.wav", to: $0) }),
    Case(
      testDescription: "aligned recordings of one and two channels", target: "stereo.wav", arguments: ["--aligned"],
      status: 65, message: "aligned recordings have the same channels, but the source has 1 and the target 2",
      prepare: {
        try add(Recording.noise(seconds: 0.5, channelCount: 2, level: 0.5), channelCount: 2, as: "stereo.wav", to: $0)
      }),
    Case(
      testDescription: "aligned recordings of a moment", source: "click.wav", target: "click.wav",
      arguments: ["--aligned"], status: 65,
      message: "aligned recordings need at least 2048 samples, but these have 441",
      prepare: { try add(Recording.noise(seconds: 0.01, channelCount: 1, level: 0.5), as: "click.wav", to: $0) }),
  ]

  private static func add(
    _ samples: [Double], channelCount: Int = 1, as name: String, to folder: Folder
  ) throws {
    try Recording(samples: samples, channelCount: channelCount, container: SF_FORMAT_WAV, samplesAs: SF_FORMAT_PCM_16)
      .write(to: folder.path(name))
  }

  private static func addFloats(with value: Double, at index: Int, as name: String, to folder: Folder) throws {
    var samples = [Double](repeating: 0.25, count: 2000)
    samples[index] = value
    try Recording(samples: samples, channelCount: 2, container: SF_FORMAT_WAV, samplesAs: SF_FORMAT_FLOAT)
      .write(to: folder.path(name))
  }

  @Test(arguments: cases)
  func saysWhatIsWrongAndWhatWouldBeRight(_ example: Case) throws {
    let folder = try Folder()
    try folder.addCrow()
    try folder.write("an earlier result", to: "out.wav")
    try example.prepare(folder)
    let names = try folder.names()

    let outcome = try Program.run(
      ["match", example.source, example.target, "-o", "out.wav", "--filter-out", "eq.json", "--plot", "eq.png"]
        + example.arguments, in: folder)

    #expect(outcome.error == "parseval: error: \(example.message)\n")
    #expect(outcome.status == example.status)
    #expect(outcome.output.isEmpty)
    #expect(try folder.names() == names)
    #expect(try folder.text("out.wav") == "an earlier result")
  }

  @Test func aRecordingWithoutReadPermission() throws {
    let folder = try Folder()
    try folder.addCrow()
    try folder.addCrow(as: "secret.wav")
    try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: folder.path("secret.wav"))

    let outcome = try Unprivileged.run(["match", "secret.wav", "crow.wav", "-o", "out.wav"], in: folder)

    #expect(
      outcome.error == "parseval: error: cannot read 'secret.wav': permission denied; "
        + "make it readable, for example by: chmod +r secret.wav\n")
    #expect(outcome.status == 66)
  }
}
