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
    case let error as any StatusError: self = error.status
    default: self = ParsevalCommand.exitCode(for: error).isSuccess ? .done : .usage
    }
  }
}

/// An error that says how the program ends.
protocol StatusError: Error {
  var status: ExitStatus { get }
}

extension InputError: StatusError {
  var status: ExitStatus {
    switch self {
    case .noSuchFile, .isFolder, .permissionDenied, .unreadable: .noInput
    case .notAudio, .damaged, .empty, .notFinite, .sampleRatesDiffer: .badData
    }
  }
}

extension OutputError: StatusError {
  var status: ExitStatus { .cannotCreate }
}

extension EqualizerMatchError: StatusError {
  var status: ExitStatus {
    switch self {
    case .invalidTaps, .invalidPeaks, .invalidSteps, .invalidLearningRate, .lossNeedsAlignment, .lossIsNoSumOfSquares:
      .usage
    default: .badData
    }
  }
}
