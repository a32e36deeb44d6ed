import CSndfile
import Foundation

extension AudioFile {
  /// Reads a whole file of any kind that libsndfile reads, whatever its channels and sample rate.
  init(reading path: String) throws(InputError) {
    try Self.checkReadable(path)

    var info = SF_INFO()
    guard let file = sf_open(path, Int32(SFM_READ), &info) else {
      throw .notAudio(path: path, reason: String(cString: sf_strerror(nil)))
    }
    defer { sf_close(file) }

    let channelCount = Int(info.channels)
    channels = Array(repeating: [], count: channelCount)
    sampleRate = Int(info.samplerate)
    sampleFormat = SampleFormat(sndfileFormat: info.format)

    // Until nothing more comes: what the header says of the length is not known to be true.
    let blockFrames = 16_384
    var block = [Double](repeating: 0, count: blockFrames * channelCount)
    while true {
      let frames = Int(sf_readf_double(file, &block, sf_count_t(blockFrames)))
      if frames <= 0 { break }
      for channel in 0..<channelCount {
        for frame in 0..<frames { channels[channel].append(block[frame * channelCount + channel]) }
      }
    }

    guard sf_error(file) == SF_ERR_NO_ERROR else {
      throw .damaged(path: path, reason: String(cString: sf_strerror(file)))
    }
    // A FLAC header counts its samples exactly; the others are often wrong in files that play well.
    if Int(info.format) & SF_FORMAT_TYPEMASK == SF_FORMAT_FLAC, frameCount < Int(info.frames) {
      throw .damaged(path: path, reason: "it holds \(frameCount) of its \(info.frames) samples")
    }
    guard frameCount > 0 else { throw .empty(path: path) }
    if let (value, channel, sample) = firstNonFinite {
      throw .notFinite(path: path, value: value, channel: channel, sample: sample)
    }
  }

  /// Tells apart what libsndfile calls one "System error".
  private static func checkReadable(_ path: String) throws(InputError) {
    var status = stat()
    guard stat(path, &status) == 0 else {
      switch errno {
      case ENOENT, ENOTDIR: throw .noSuchFile(path: path)
      case EACCES: throw .permissionDenied(path: path)
      case let code: throw .unreadable(path: path, reason: String(cString: strerror(code)))
      }
    }
    if status.st_mode & S_IFMT == S_IFDIR { throw .isFolder(path: path) }
    guard access(path, R_OK) == 0 else { throw .permissionDenied(path: path) }
  }
}
