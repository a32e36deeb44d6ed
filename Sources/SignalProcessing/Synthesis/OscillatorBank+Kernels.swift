import Autodiff
import Fourier

// The loops of a bank of oscillators: block by block of samples, so that the e^{ikφ} of a block stay in the cache while
// k runs, each made from the one before by a complex product. (An error of k roundings; Chebyshev's recurrence, with
// half the products, has k² near φ = 0.) All loops run over whole blocks of one memory, so that the compiler knows how
// many turns they have and that nothing overlaps: then they vectorize.

private let blockLength = 32

/// A block of samples while the harmonics run through it.
private struct OscillatorBlock<T: TensorScalar> {
  /// e^{iφ}.
  let cosine, sine: UnsafeMutablePointer<T>
  /// e^{ikφ}.
  let real, imaginary: UnsafeMutablePointer<T>
  /// |f| in cycles per sample.
  let frequency: UnsafeMutablePointer<T>
  /// c, the share of the next frame; and two more rows for what is made or taken.
  let share, first, second: UnsafeMutablePointer<T>
  /// For sums.
  let products: UnsafeMutablePointer<T>

  static var scratchCount: Int { 9 * blockLength }

  @inline(__always)
  init(in scratch: UnsafeMutablePointer<T>) {
    cosine = scratch
    sine = scratch + blockLength
    real = scratch + 2 * blockLength
    imaginary = scratch + 3 * blockLength
    frequency = scratch + 4 * blockLength
    share = scratch + 5 * blockLength
    first = scratch + 6 * blockLength
    second = scratch + 7 * blockLength
    products = scratch + 8 * blockLength
  }

  /// Takes in `count` samples; those behind stand still. Returns the least and the greatest |f|.
  @inline(__always)
  func start(
    _ phase: UnsafePointer<T>, _ frequencies: UnsafePointer<T>, _ shares: UnsafePointer<T>, count: Int
  ) -> (least: T, greatest: T) {
    var least = frequencies[0].magnitude, greatest = least
    for j in 0..<blockLength {
      let inside = j < count
      let angle = inside ? phase[j] : 0
      let c = T.cos(angle), s = T.sin(angle)
      cosine[j] = c
      sine[j] = s
      real[j] = c
      imaginary[j] = s
      share[j] = inside ? shares[j] : 0
      frequency[j] = inside ? frequencies[j].magnitude : 0
      if inside {
        least = min(least, frequency[j])
        greatest = max(greatest, frequency[j])
      }
    }
    return (least, greatest)
  }

  /// The row of e^{ikφ} that sounds, Re or Im.
  @inline(__always)
  func wave(quarterTurns: Int) -> UnsafeMutablePointer<T> { quarterTurns & 1 == 0 ? imaginary : real }

  /// k → k + 1.
  @inline(__always)
  func advance() {
    for j in 0..<blockLength {
      let re = real[j], im = imaginary[j]
      real[j] = re * cosine[j] - im * sine[j]
      imaginary[j] = re * sine[j] + im * cosine[j]
    }
  }

  /// first += (a + c·difference)·wave, where the harmonic `number` sounds.
  @inline(__always)
  func add(_ wave: UnsafeMutablePointer<T>, _ a: T, _ difference: T, number: T, isWhole: Bool) {
    if isWhole {
      for j in 0..<blockLength { first[j] += (a + share[j] * difference) * wave[j] }
    } else {
      for j in 0..<blockLength {
        let amplitude = number * frequency[j] < 0.5 ? a + share[j] * difference : 0
        first[j] += amplitude * wave[j]
      }
    }
  }

  /// Σ row·wave over where the harmonic `number` sounds.
  @inline(__always)
  func project(
    _ row: UnsafeMutablePointer<T>, _ wave: UnsafeMutablePointer<T>, number: T, isWhole: Bool
  ) -> T {
    if isWhole {
      for j in 0..<blockLength { products[j] = row[j] * wave[j] }
    } else {
      for j in 0..<blockLength { products[j] = number * frequency[j] < 0.5 ? row[j] * wave[j] : 0 }
    }
    for j in 0..<16 { products[j] += products[j + 16] }
    for j in 0..<8 { products[j] += products[j + 8] }
    for j in 0..<4 { products[j] += products[j + 4] }
    return (products[0] + products[2]) + (products[1] + products[3])
  }
}

/// yₙ = Σₖ aₙₖ·waveₖₙ.
@specialized(where T == Float)
@specialized(where T == Double)
func oscillate<T: TensorScalar>(
  _ phase: UnsafePointer<T>, _ amplitudes: UnsafePointer<T>, frequency: UnsafePointer<T>,
  into y: UnsafeMutablePointer<T>, _ bank: OscillatorBank<T>
) {
  let hop = bank.hopLength, harmonics = bank.harmonicCount
  let sign: T = bank.quarterTurns & 2 == 0 ? 1 : -1
  bank.weights.withUnsafeBufferPointer { weights in
    guard let weights = weights.baseAddress else { return }
    withScratch(of: T.self, count: OscillatorBlock<T>.scratchCount) { scratch in
      let block = OscillatorBlock(in: scratch)
      let wave = block.wave(quarterTurns: bank.quarterTurns)
      for frame in 0..<bank.frameCount {
        let here = amplitudes + frame * harmonics
        let next = amplitudes + min(frame + 1, bank.frameCount - 1) * harmonics
        for start in stride(from: 0, to: hop, by: blockLength) {
          let count = min(blockLength, hop - start), place = frame * hop + start
          let range = block.start(phase + place, frequency + place, weights + start, count: count)
          block.first.update(repeating: 0, count: blockLength)
          for k in 0..<harmonics {
            let number = T(k + 1)
            // All that follow are higher.
            if number * range.least >= 0.5 { break }
            block.add(
              wave, sign * here[k], sign * (next[k] - here[k]), number: number, isWhole: number * range.greatest < 0.5)
            block.advance()
          }
          (y + place).update(from: block.first, count: count)
        }
      }
    }
  }
}

/// The adjoint: p₍i,k₎ = Σₙ gₙ·waveₖₙ·(the share of frame i in sample n).
@specialized(where T == Float)
@specialized(where T == Double)
func analyze<T: TensorScalar>(
  _ phase: UnsafePointer<T>, _ signal: UnsafePointer<T>, frequency: UnsafePointer<T>,
  into p: UnsafeMutablePointer<T>, _ bank: OscillatorBank<T>
) {
  let hop = bank.hopLength, harmonics = bank.harmonicCount
  let sign: T = bank.quarterTurns & 2 == 0 ? 1 : -1
  p.update(repeating: 0, count: bank.frameCount * harmonics)
  bank.weights.withUnsafeBufferPointer { weights in
    guard let weights = weights.baseAddress else { return }
    withScratch(of: T.self, count: OscillatorBlock<T>.scratchCount) { scratch in
      let block = OscillatorBlock(in: scratch)
      let wave = block.wave(quarterTurns: bank.quarterTurns)
      for frame in 0..<bank.frameCount {
        let here = p + frame * harmonics, next = p + min(frame + 1, bank.frameCount - 1) * harmonics
        for start in stride(from: 0, to: hop, by: blockLength) {
          let count = min(blockLength, hop - start), place = frame * hop + start
          let range = block.start(phase + place, frequency + place, weights + start, count: count)
          for j in 0..<blockLength {
            let sample = j < count ? sign * signal[place + j] : 0
            block.first[j] = (1 - block.share[j]) * sample
            block.second[j] = block.share[j] * sample
          }
          for k in 0..<harmonics {
            let number = T(k + 1)
            if number * range.least >= 0.5 { break }
            let isWhole = number * range.greatest < 0.5
            here[k] += block.project(block.first, wave, number: number, isWhole: isWhole)
            next[k] += block.project(block.second, wave, number: number, isWhole: isWhole)
            block.advance()
          }
        }
      }
    }
  }
}
