/// A recording in memory: planar channels, as the equalizer wants them, and how its file held the samples.
struct AudioFile {
  /// One array for each channel, all of the same length; full scale is ±1.
  var channels: [[Double]]
  /// In Hz.
  var sampleRate: Int
  var sampleFormat: SampleFormat

  var frameCount: Int { channels.first?.count ?? 0 }
  var duration: Double { Double(frameCount) / Double(sampleRate) }
}

extension AudioFile {
  /// The first sample that is infinite or not a number; channel and sample counted from 1.
  var firstNonFinite: (value: Double, channel: Int, sample: Int)? {
    for (channel, samples) in channels.enumerated() {
      if let sample = samples.firstIndex(where: { !$0.isFinite }) {
        return (samples[sample], channel + 1, sample + 1)
      }
    }
    return nil
  }
}

extension AudioFile: CustomStringConvertible {
  var description: String {
    let channelWord =
      switch channels.count {
      case 1: "mono"
      case 2: "stereo"
      default: "\(channels.count) channels"
      }
    return "\(sampleRate) Hz, \(channelWord), \(sampleFormat), \(duration.formatted(decimals: 2)) s"
  }
}
