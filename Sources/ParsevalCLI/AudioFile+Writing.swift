import CSndfile
import Foundation

extension AudioFile {
  /// Writes the recording over the file at `temporary`, which is to become `path`.
  ///
  /// Samples in an integer format must fit: see ``attenuatedToFit()``.
  func write(to temporary: String, for path: String, in container: AudioContainer) throws(OutputError) {
    try checkFits(container, path: path)
    var info = sndfileInfo(container)
    guard let file = sf_open(temporary, Int32(SFM_WRITE), &info) else {
      throw .writing(path: path, reason: String(cString: sf_strerror(nil)))
    }
    // The chunk would hold the time of writing, and one recording's bytes would differ from run to run.
    sf_command(file, Int32(SFC_SET_ADD_PEAK_CHUNK), nil, Int32(SF_FALSE))

    let isWritten =
      switch sampleFormat {
      case .integer(let bits):
        writeBlocks {
          sf_writef_int(file, $0, $1)
        } converting: {
          Self.quantize($0, bits: bits)
        }
      case .float, .double:
        writeBlocks {
          sf_writef_double(file, $0, $1)
        } converting: {
          $0
        }
      }
    let reason = isWritten ? nil : String(cString: sf_strerror(file))
    // Closing writes the header: it can fail too.
    let code = sf_close(file)
    if let reason { throw .writing(path: path, reason: reason) }
    guard code == SF_ERR_NO_ERROR else { throw .writing(path: path, reason: String(cString: sf_error_number(code))) }
  }

  /// Checks that `container` can hold these channels, this rate and this length.
  func checkFits(_ container: AudioContainer, path: String) throws(OutputError) {
    var info = sndfileInfo(container)
    guard sf_format_check(&info) == SF_TRUE else {
      throw .notHeldByContainer(path: path, container: container, channels: channels.count, sampleRate: sampleRate)
    }
    guard frameCount * channels.count * sampleFormat.bytes <= container.maximumBytes else {
      throw .tooLarge(path: path, container: container)
    }
  }

  /// This recording and 0, or, where its integer format would clip it, this recording made quieter as a whole so that
  /// it just fits, and by how many dB.
  func attenuatedToFit() -> (recording: AudioFile, attenuation: Double) {
    guard case .integer(let bits) = sampleFormat else { return (self, 0) }
    let fullScale = Double(sign: .plus, exponent: bits - 1, significand: 1)
    var excess = 1.0
    for samples in channels {
      for sample in samples {
        let level = (sample * fullScale).rounded()
        if level > fullScale - 1 { excess = max(excess, sample * fullScale / (fullScale - 1)) }
        if level < -fullScale { excess = max(excess, -sample) }
      }
    }
    guard excess > 1 else { return (self, 0) }
    var recording = self
    recording.channels = channels.map { samples in samples.map { $0 / excess } }
    return (recording, 20 * log10(excess))
  }

  /// In the upper bits of a 32-bit integer, as libsndfile takes samples of any width unchanged. Given doubles, it
  /// would scale them by 2ᵇ⁻¹ − 1 where reading divides by 2ᵇ⁻¹, and a copy would not equal its original.
  private static func quantize(_ sample: Double, bits: Int) -> Int32 {
    let fullScale = Double(sign: .plus, exponent: bits - 1, significand: 1)
    return Int32(min(max((sample * fullScale).rounded(), -fullScale), fullScale - 1)) << Int32(32 - bits)
  }

  private func writeBlocks<Sample>(
    _ write: (UnsafePointer<Sample>, sf_count_t) -> sf_count_t, converting convert: (Double) -> Sample
  ) -> Bool {
    let blockFrames = 16_384
    for start in stride(from: 0, to: frameCount, by: blockFrames) {
      let frames = start..<min(start + blockFrames, frameCount)
      var block: [Sample] = []
      block.reserveCapacity(frames.count * channels.count)
      for frame in frames {
        for samples in channels { block.append(convert(samples[frame])) }
      }
      guard write(block, sf_count_t(frames.count)) == sf_count_t(frames.count) else { return false }
    }
    return true
  }

  private func sndfileInfo(_ container: AudioContainer) -> SF_INFO {
    SF_INFO(
      frames: 0, samplerate: Int32(sampleRate), channels: Int32(channels.count),
      format: container.sndfileFormat(sampleFormat), sections: 0, seekable: 0)
  }
}
