import CSndfile
import Foundation
import Testing

/// What `parseval match` says of outputs that it cannot write, and that it then leaves everything as it was.
struct OutputErrorTests {
  struct Case: CustomTestStringConvertible {
    var testDescription: String
    var outputs: [String]
    var source = "crow.wav"
    var status: Int32 = 73
    var message: String
    var environment: [String: String] = [:]
    var prepare: @Sendable (Folder) throws -> Void = { _ in }
  }

  static let cases = [
    Case(
      testDescription: "unknown extension", outputs: ["-o", "out.mp3"], status: 64,
      message: "the extension of 'out.mp3' names no kind of file to write; .wav, .flac, .aiff, .aif would be right. "
        + "See 'parseval match --help'."),
    Case(
      testDescription: "no extension", outputs: ["-o", "out"], status: 64,
      message: "the extension of 'out' names no kind of file to write; .wav, .flac, .aiff, .aif would be right. "
        + "See 'parseval match --help'."),
    Case(
      testDescription: "no folder", outputs: ["-o", "my results/out.wav"],
      message: "cannot write 'my results/out.wav': there is no folder 'my results'; "
        + "choose another, or make it by: mkdir -p 'my results'"),
    Case(
      testDescription: "no folder for the filter", outputs: ["-o", "out.wav", "--filter-out", "no/such/eq.json"],
      message: "cannot write 'no/such/eq.json': there is no folder 'no/such'; "
        + "choose another, or make it by: mkdir -p no/such"),
    Case(
      testDescription: "no folder for the picture", outputs: ["-o", "out.wav", "--plot", "no/eq.png"],
      message: "cannot write 'no/eq.png': there is no folder 'no'; choose another, or make it by: mkdir -p no"),
    Case(
      testDescription: "a folder", outputs: ["-o", "takes.wav"],
      message: "cannot write 'takes.wav': it is a folder; give the path of a file",
      prepare: {
        try FileManager.default.createDirectory(atPath: $0.path("takes.wav"), withIntermediateDirectories: false)
      }),
    Case(
      testDescription: "a device", outputs: ["-o", "out.wav", "--filter-out", "/dev/null"],
      message: "cannot write '/dev/null': it is a device, pipe or socket; give the path of a file"),
    Case(
      testDescription: "an input", outputs: ["-o", "crow.wav"],
      message: "cannot write 'crow.wav': it is the same file as the input 'crow.wav', which would be lost; "
        + "choose another name"),
    Case(
      testDescription: "an input by a link", outputs: ["-o", "out.wav", "--plot", "link.png"],
      message: "cannot write 'link.png': it is the same file as the input 'crow.wav', which would be lost; "
        + "choose another name",
      prepare: {
        try FileManager.default.createSymbolicLink(atPath: $0.path("link.png"), withDestinationPath: "crow.wav")
      }),
    Case(
      testDescription: "twice the same", outputs: ["-o", "out.wav", "--filter-out", "./out.wav"],
      message: "cannot write './out.wav' twice; give each output a name of its own"),
    Case(
      testDescription: "more channels than FLAC has", outputs: ["-o", "out.flac"], source: "choir.wav",
      message: "cannot write 'out.flac': FLAC holds no recording of 9 channels at 44100 Hz; "
        + "WAV does: use the extension .wav",
      prepare: {
        try Recording(
          samples: Recording.noise(seconds: 0.1, channelCount: 9, level: 0.5), channelCount: 9,
          container: SF_FORMAT_WAV, samplesAs: SF_FORMAT_PCM_16
        ).write(to: $0.path("choir.wav"))
      }),
    Case(
      testDescription: "no gnuplot", outputs: ["-o", "out.wav", "--plot", "eq.png"],
      message: "--plot needs the program gnuplot, and there is none on the PATH; install it, by: "
        + "apt-get install gnuplot-nox (Debian, Ubuntu) or: brew install gnuplot (macOS)",
      environment: ["PATH": "/nowhere"]),
    Case(
      testDescription: "a gnuplot that draws no PNG", outputs: ["-o", "out.wav", "--plot", "eq.png"],
      message:
        "--plot needs a gnuplot with the terminal 'pngcairo', and the one on the PATH has none; install one, by: "
        + "apt-get install gnuplot-nox (Debian, Ubuntu) or: brew install gnuplot (macOS)",
      environment: ["PATH": "bin"], prepare: { try addGnuplot("exit 1", to: $0) }),
    // The last three fail after the fit, while all the outputs are being written.
    Case(
      testDescription: "a gnuplot that fails",
      outputs: ["-o", "out.wav", "--filter-out", "eq.json", "--plot", "eq.png"],
      message: "cannot write 'eq.png': gnuplot says: out of ink; nothing was left behind",
      environment: ["PATH": "bin"],
      prepare: { try addGnuplot("[ \"$2\" = -e ] || { echo 'out of  ink.' >&2; exit 2; }", to: $0) }),
    Case(
      testDescription: "a gnuplot that stops short", outputs: ["-o", "out.wav", "--plot", "eq.png"],
      message: "cannot write 'eq.png': gnuplot did not write all of the picture; nothing was left behind",
      environment: ["PATH": "bin"], prepare: { try addGnuplot("printf '\\211PNG'", to: $0) }),
  ]

  private static func addGnuplot(_ command: String, to folder: Folder) throws {
    try FileManager.default.createDirectory(atPath: folder.path("bin"), withIntermediateDirectories: false)
    try folder.write("#!/bin/sh\n\(command)\n", to: "bin/gnuplot")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path("bin/gnuplot"))
  }

  @Test(arguments: cases)
  func saysWhatIsWrongAndWhatWouldBeRight(_ example: Case) throws {
    let folder = try Folder()
    try folder.addCrow()
    try example.prepare(folder)
    let names = try folder.names(), crow = try folder.data("crow.wav")

    let outcome = try Program.run(
      ["match", example.source, example.source, "--steps", "1", "--taps", "7"] + example.outputs, in: folder,
      environment: example.environment)

    #expect(outcome.error == "parseval: error: \(example.message)\n")
    #expect(outcome.status == example.status)
    #expect(outcome.output.isEmpty)
    #expect(try folder.names() == names)
    #expect(try folder.data("crow.wav") == crow)
  }

  @Test(arguments: [
    (blocks: 8, arguments: ["-o", "out.wav"], failing: "out.wav", reason: "System error : File too large"),
    (
      blocks: 64, arguments: ["-o", "out.wav", "--filter-out", "eq.json", "--taps", "8191"], failing: "eq.json",
      reason: "File too large"
    ),
  ])
  func fileThatTheDiskCannotTakeLeavesNone(
    blocks: Int, arguments: [String], failing: String, reason: String
  ) throws {
    let folder = try Folder()
    try folder.addCrow()
    try folder.write("an earlier result", to: "out.wav")
    // A limit in blocks of 1 KiB, as a full disk would set it, and no signal for reaching it.
    let shell = [
      "/bin/bash", "-c", "trap '' XFSZ; ulimit -f \(blocks); exec \"$0\" \"$@\"", try Program.executable().path,
    ]

    let noise = Recording.noise(seconds: 0.2, channelCount: 1, level: 0.5)
    try Recording(samples: noise, container: SF_FORMAT_WAV, samplesAs: SF_FORMAT_PCM_16).write(to: folder.path("b.wav"))

    let outcome = try Program.run(
      shell + ["match", "crow.wav", "b.wav", "--steps", "1"] + arguments, in: folder.url)

    #expect(outcome.error == "parseval: error: cannot write '\(failing)': \(reason); nothing was left behind\n")
    #expect(outcome.status == 73)
    #expect(outcome.output.isEmpty)
    #expect(try folder.names() == ["b.wav", "crow.wav", "out.wav"])
    #expect(try folder.text("out.wav") == "an earlier result")
  }

  @Test func aFolderWithoutWritePermission() throws {
    let folder = try Folder()
    try folder.addCrow()
    try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: folder.url.path)
    defer { try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.url.path) }

    let outcome = try Unprivileged.run(["match", "crow.wav", "crow.wav", "-o", "out.wav"], in: folder)

    #expect(
      outcome.error == "parseval: error: cannot write 'out.wav': the folder '.' is not writable; "
        + "choose another, or ask for its permission\n")
    #expect(outcome.status == 73)
    #expect(try folder.names() == ["crow.wav"])
  }

  @Test func aWriteProtectedFile() throws {
    let folder = try Folder()
    try folder.addCrow()
    try folder.write("an earlier result", to: "out.wav")
    try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: folder.path("out.wav"))
    try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: folder.url.path)

    let outcome = try Unprivileged.run(["match", "crow.wav", "crow.wav", "-o", "out.wav"], in: folder)

    #expect(
      outcome.error == "parseval: error: cannot write 'out.wav': the file exists and is write-protected; "
        + "choose another name, or unprotect it by: chmod u+w out.wav\n")
    #expect(outcome.status == 73)
    #expect(try folder.text("out.wav") == "an earlier result")
  }

  @Test func matchKilledDuringTheFitLeavesNothing() throws {
    let folder = try Folder()
    try folder.addCrow()
    let shell = [
      "/bin/bash", "-c", "\"$0\" \"$@\" & sleep 1; kill -KILL $!; wait $!", try Program.executable().path,
    ]

    let outcome = try Program.run(
      shell + ["match", "crow.wav", "crow.wav", "-o", "out.wav", "--filter-out", "eq.json", "--steps", "1000000"],
      in: folder.url)

    #expect(outcome.status == 128 + SIGKILL)
    #expect(outcome.output.isEmpty)
    #expect(try folder.names() == ["crow.wav"])
  }

  @Test func aLinkStaysAndItsFileIsReplaced() throws {
    let folder = try Folder()
    try folder.addCrow()
    try folder.write("an earlier result", to: "take-1.wav")
    try FileManager.default.createSymbolicLink(atPath: folder.path("latest.wav"), withDestinationPath: "take-1.wav")

    let outcome = try Program.run(
      ["match", "crow.wav", "crow.wav", "-o", "latest.wav", "--steps", "1", "--taps", "7"], in: folder)

    #expect(outcome.status == 0)
    #expect(try folder.names() == ["crow.wav", "latest.wav", "take-1.wav"])
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder.path("latest.wav")) == "take-1.wav")
    #expect(try Recording(reading: folder.path("take-1.wav")).samples.count == 21_196)
  }
}
