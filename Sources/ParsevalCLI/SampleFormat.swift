import CSndfile

/// How one sample is stored.
enum SampleFormat: Equatable {
  case integer(bits: Int)
  case float, double

  /// The narrowest format that holds whatever libsndfile decodes from a file of this `format` field.
  init(sndfileFormat: Int32) {
    switch Int(sndfileFormat) & SF_FORMAT_SUBMASK {
    case SF_FORMAT_PCM_S8, SF_FORMAT_PCM_U8, SF_FORMAT_DPCM_8:
      self = .integer(bits: 8)
    case SF_FORMAT_PCM_16, SF_FORMAT_ULAW, SF_FORMAT_ALAW, SF_FORMAT_IMA_ADPCM, SF_FORMAT_MS_ADPCM,
      SF_FORMAT_GSM610, SF_FORMAT_DPCM_16, SF_FORMAT_DWVW_12, SF_FORMAT_DWVW_16, SF_FORMAT_ALAC_16:
      self = .integer(bits: 16)
    case SF_FORMAT_PCM_24, SF_FORMAT_DWVW_24, SF_FORMAT_ALAC_20, SF_FORMAT_ALAC_24:
      self = .integer(bits: 24)
    case SF_FORMAT_PCM_32, SF_FORMAT_ALAC_32:
      self = .integer(bits: 32)
    case SF_FORMAT_DOUBLE:
      self = .double
    default:  // IEEE single precision, and the lossy codecs, which decode to it
      self = .float
    }
  }

  var bytes: Int {
    switch self {
    case .integer(let bits): bits / 8
    case .float: 4
    case .double: 8
    }
  }
}

extension SampleFormat: CustomStringConvertible {
  var description: String {
    switch self {
    case .integer(let bits): "\(bits)-bit"
    case .float: "32-bit float"
    case .double: "64-bit float"
    }
  }
}
