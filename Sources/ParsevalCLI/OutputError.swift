/// Why a file cannot be written, and what would be right.
enum OutputError: Error, Equatable {
  case noFolder(path: String, folder: String)
  case folderNotWritable(path: String, folder: String)
  case notWritable(path: String)
  case isFolder(path: String)
  case notRegularFile(path: String)
  case sameAsInput(path: String, input: String)
  case sameAsOutput(path: String)
  case notHeldByContainer(path: String, container: AudioContainer, channels: Int, sampleRate: Int)
  case tooLarge(path: String, container: AudioContainer)
  case writing(path: String, reason: String)
  case noGnuplot
  case gnuplotWithoutPNG
}

extension OutputError: CustomStringConvertible {
  var description: String {
    switch self {
    case .noFolder(let path, let folder):
      "cannot write '\(path)': there is no folder '\(folder)'; "
        + "choose another, or make it by: mkdir -p \(folder.shellQuoted)"
    case .folderNotWritable(let path, let folder):
      "cannot write '\(path)': the folder '\(folder)' is not writable; choose another, or ask for its permission"
    case .notWritable(let path):
      "cannot write '\(path)': the file exists and is write-protected; choose another name, or unprotect it by: "
        + "chmod u+w \(path.shellQuoted)"
    case .isFolder(let path):
      "cannot write '\(path)': it is a folder; give the path of a file"
    case .notRegularFile(let path):
      "cannot write '\(path)': it is a device, pipe or socket; give the path of a file"
    case .sameAsInput(let path, let input):
      "cannot write '\(path)': it is the same file as the input '\(input)', which would be lost; choose another name"
    case .sameAsOutput(let path):
      "cannot write '\(path)' twice; give each output a name of its own"
    case .notHeldByContainer(let path, let container, let channels, let sampleRate):
      "cannot write '\(path)': \(container.rawValue) holds no recording of \(channels) channels at \(sampleRate) Hz; "
        + "WAV does: use the extension .wav"
    case .tooLarge(let path, let container):
      "cannot write '\(path)': it would be longer than the 4 GiB of a \(container.rawValue) file; "
        + "FLAC can be: use the extension .flac"
    case .writing(let path, let reason):
      "cannot write '\(path)': \(reason.asClause); nothing was left behind"
    case .noGnuplot:
      "--plot needs the program gnuplot, and there is none on the PATH; install it, by: apt-get install gnuplot-nox "
        + "(Debian, Ubuntu) or: brew install gnuplot (macOS)"
    case .gnuplotWithoutPNG:
      "--plot needs a gnuplot with the terminal 'pngcairo', and the one on the PATH has none; install one, by: "
        + "apt-get install gnuplot-nox (Debian, Ubuntu) or: brew install gnuplot (macOS)"
    }
  }
}
