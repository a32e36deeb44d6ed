import ArgumentParser
import Parseval

/// How the program ended, in the numbers of sysexits.h.
enum ExitStatus: Int32 {
  case done = 0
  /// The command line is wrong.
  case usage = 64
  /// An input was read, and cannot be worked on.
  case badData = 65
  /// An input cannot be read.
  case noInput = 66
  /// An output cannot be written.
  case cannotCreate = 73

  init(of error: any Error) {
    switch error {
    case let error as InputError: self = error.status
    case let error as EqualizerMatchError: self = error.status
    case is OutputError: self = .cannotCreate
    default: self = ParsevalCommand.exitCode(for: error).isSuccess ? .done : .usage
    }
  }
}

extension InputError {
  fileprivate var status: ExitStatus {
    switch self {
    case .noSuchFile, .isFolder, .permissionDenied, .unreadable: .noInput
    case .notAudio, .damaged, .empty, .notFinite, .sampleRatesDiffer: .badData
    }
  }
}

extension EqualizerMatchError {
  fileprivate var status: ExitStatus {
    switch self {
    case .invalidTaps, .invalidPeaks, .invalidSteps, .invalidLearningRate: .usage
    default: .badData
    }
  }
}
