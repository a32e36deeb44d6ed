/// Why a recording is no training set, and what would be one.
enum LectureError: Error, Equatable {
  case lowSampleRate(path: String, rate: Int)
  case tooShort(path: String, samples: Int, needed: Int)
  case constantLevel(path: String)
}

extension LectureError: CustomStringConvertible {
  var description: String {
    switch self {
    case .lowSampleRate(let path, let rate):
      "'\(path)' has a sample rate of \(rate) Hz, and nothing up to 16 kHz, which is to be guessed; "
        + "a recording at 32000 Hz or more would be right"
    case .tooShort(let path, let samples, let needed):
      "'\(path)' is too short: it has \(samples) samples, and \(needed) are the least from which a neuron learns"
    case .constantLevel(let path):
      "'\(path)' has a level that does not change, in one of the bands below 4 kHz; a recording with louder and softer "
        + "sounds in it would be right"
    }
  }
}

extension LectureError: StatusError {
  var status: ExitStatus { .badData }
}
