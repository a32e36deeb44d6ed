/// Why a recording cannot be used, and what would be right.
enum InputError: Error, Equatable {
  case noSuchFile(path: String)
  case isFolder(path: String)
  case permissionDenied(path: String)
  case unreadable(path: String, reason: String)
  case notAudio(path: String, reason: String)
  case damaged(path: String, reason: String)
  case empty(path: String)
  case notFinite(path: String, value: Double, channel: Int, sample: Int)
  case sampleRatesDiffer(source: String, sourceRate: Int, target: String, targetRate: Int)
}

extension InputError: CustomStringConvertible {
  var description: String {
    switch self {
    case .noSuchFile(let path):
      "cannot read '\(path)': no such file; give the path of a recording"
    case .isFolder(let path):
      "cannot read '\(path)': it is a folder; give the path of a recording in it"
    case .permissionDenied(let path):
      "cannot read '\(path)': permission denied; make it readable, for example by: chmod +r \(path.shellQuoted)"
    case .unreadable(let path, let reason):
      "cannot read '\(path)': \(reason)"
    case .notAudio(let path, let reason):
      "'\(path)' is not a recording that can be read: \(reason.asClause); "
        + "WAV, FLAC, AIFF and whatever else libsndfile reads would be right"
    case .damaged(let path, let reason):
      "'\(path)' is damaged: \(reason.asClause); a whole copy of the recording would be right"
    case .empty(let path):
      "'\(path)' is empty: it has a header but no samples; a recording with sound in it would be right"
    case .notFinite(let path, let value, let channel, let sample):
      "'\(path)' has a sample that is not a finite number: \(value) in channel \(channel), sample \(sample) "
        + "(counted from 1); mend or cut that place"
    case .sampleRatesDiffer(let source, let sourceRate, let target, let targetRate):
      "the sample rates differ: '\(source)' has \(sourceRate) Hz, '\(target)' has \(targetRate) Hz, and an equalizer "
        + "holds for one rate; resample the target, for example by: "
        + "sox \(target.shellQuoted) -r \(sourceRate) \(target.insertingBeforeExtension("-\(sourceRate)").shellQuoted)"
    }
  }
}
