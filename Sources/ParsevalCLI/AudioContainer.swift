import CSndfile

/// A kind of audio file that can be written.
enum AudioContainer: String, CaseIterable {
  case wav = "WAV"
  case flac = "FLAC"
  case aiff = "AIFF"

  /// The container that a path's extension names, in either case; nil when it names none.
  init?(path: String) {
    guard let container = Self.allCases.first(where: { $0.extensions.contains(path.pathExtension.lowercased()) })
    else { return nil }
    self = container
  }

  var extensions: [String] {
    switch self {
    case .wav: ["wav"]
    case .flac: ["flac"]
    case .aiff: ["aiff", "aif"]
    }
  }

  /// The format that keeps samples of `format` whole; where there is none, the widest.
  func nearest(to format: SampleFormat) -> SampleFormat {
    switch (self, format) {
    case (.flac, .integer(bits: 32)), (.flac, .float), (.flac, .double): .integer(bits: 24)
    default: format
    }
  }

  /// libsndfile's `format` field for samples of a format that ``nearest(to:)`` gave.
  func sndfileFormat(_ format: SampleFormat) -> Int32 {
    let major =
      switch self {
      case .wav: SF_FORMAT_WAV
      case .flac: SF_FORMAT_FLAC
      case .aiff: SF_FORMAT_AIFF
      }
    let minor =
      switch format {
      case .integer(bits: 8): self == .wav ? SF_FORMAT_PCM_U8 : SF_FORMAT_PCM_S8
      case .integer(bits: 16): SF_FORMAT_PCM_16
      case .integer(bits: 24): SF_FORMAT_PCM_24
      case .integer: SF_FORMAT_PCM_32
      case .float: SF_FORMAT_FLOAT
      case .double: SF_FORMAT_DOUBLE
      }
    return Int32(major | minor)
  }

  /// WAV and AIFF count their bytes in 32 bits.
  var maximumBytes: Int { self == .flac ? .max : Int(UInt32.max) - 4096 }
}
