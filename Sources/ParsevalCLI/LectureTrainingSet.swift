import Parseval

/// The levels of a recording in seven bands, frame by frame, and what a neuron learns from them.
struct LectureTrainingSet {
  /// [frames, 7], in dB: 0 for a sine of full scale; in hundredths, so that the last bits of a machine's logarithm don't
  /// matter.
  let levels: Tensor<Double>
  /// Each frame's levels below 4 kHz, shifted and scaled to the mean 0 and the deviation 1 of the training frames.
  let inputs: Tensor<Double>
  /// The level above, from −70 dB on, in units of 10 dB.
  let targets: Tensor<Double>
  /// The frames to learn from: the first four fifths, in whole hundreds.
  let trainingCount: Int

  var count: Int { levels.shape[0] }

  static let frameLength = 2048
  private static let edges = [62.5, 125, 250, 500, 1000, 2000, 4000, 16_000]
  private static let shortest = 40

  init(_ audio: AudioFile, path: String) throws(LectureError) {
    guard audio.sampleRate >= 32_000 else { throw .lowSampleRate(path: path, rate: audio.sampleRate) }
    let stft = STFT(window: .hann(Self.frameLength), hopLength: Self.frameLength / 4, padding: .none)
    let count = stft.frameCount(signalLength: audio.frameCount)
    guard count >= Self.shortest else {
      let needed = Self.frameLength + (Self.shortest - 1) * Self.frameLength / 4
      throw .tooShort(path: path, samples: audio.frameCount, needed: needed)
    }
    let levels = Self.bandLevels(audio, stft)
    let most = 4 * count / 5, trainingCount = most < 100 ? most : most / 100 * 100
    let below = levels.slice(0..<6)
    let known = below.slice(0..<trainingCount, axis: 0)
    let deviation = standardDeviation(known, axes: [0])
    guard deviation.elements.allSatisfy({ $0 > 0 }) else {
      throw .constantLevel(path: path)
    }
    self.levels = levels
    self.trainingCount = trainingCount
    inputs = (below - mean(known, axes: [0])) / deviation
    targets = relu(levels.slice(6..<7).reshaped(to: [count]) + 70) / 10
  }

  private static func bandLevels(_ audio: AudioFile, _ stft: STFT) -> Tensor<Double> {
    let mixed = audio.channels.dropFirst().reduce(Tensor(audio.channels[0])) { $0 + Tensor($1) }
    let signal = mixed / Double(audio.channels.count)
    let frequencies = stft.frequencies(sampleRate: Double(audio.sampleRate))
    let bands = Tensor(shape: [frequencies.count, edges.count - 1]) { place in
      frequencies[place[0]] >= edges[place[1]] && frequencies[place[0]] < edges[place[1] + 1] ? 1.0 : 0
    }
    let energy = stft.window.weights.reduce(0) { $0 + $1 * $1 }
    let power = 4 * matmul(squaredModulus(stft(signal)), bands) / (Double(frameLength) * energy)
    return Tensor(
      (10 * log10(power + 1e-12)).elements.map { ($0 * 100).rounded(.toNearestOrEven) / 100 }, shape: power.shape)
  }
}
