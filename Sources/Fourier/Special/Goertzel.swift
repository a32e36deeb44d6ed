public import ComplexNumbers

/// A few values of a signal's spectrum: X(f) = Σₙ xₙ exp(−2πi f n) at any frequencies f, in cycles per sample.
///
/// For less than about log₂N frequencies cheaper than a DFT, with no condition on N, which the signal brings along.
/// ```swift
/// let tones = Goertzel<Double>(frequencies: [697, 770, 852, 941], sampleRate: 8000)
/// let strengths = tones(samples).map { $0.modulus }
/// ```
///
/// The signal is taken in blocks of 256 reals, and a block as eight interleaved ones, which a vector register holds side
/// by side. Each runs through Goertzel's recurrence of second order, 32 steps at eight times the frequency, in
/// Reinsch's form, which adds differences for frequencies near 0 and sums for those near ½, where the plain form loses
/// N² roundings. The blocks' values are turned by their exact phases and added with compensation.
///
/// **Normalization.** None.
/// **Output order.** That of the frequencies.
/// **Accuracy.** |error| ≤ 32·u·Σ|xₙ| at any N and frequency, where the most part is the coefficient's rounding over 32
/// steps, which only a tone at the frequency itself shows; noise and slow signals stay within 8·u·Σ|xₙ|.
///
/// - Complexity: O(N) for each frequency: two additions and a product for each real sample.
/// - Source: G. Goertzel, "An algorithm for the evaluation of finite trigonometric series", Amer. Math. Monthly 65
///   (1958), 34; W. M. Gentleman, "An error analysis of Goertzel's (Watt's) method for computing Fourier coefficients",
///   Comput. J. 12 (1969), 160, where Reinsch's form is published.
public struct Goertzel<T: TransformScalar & SIMDScalar>: Sendable {
  /// The number of frequencies.
  public var count: Int { resonators.count }
  private let resonators: [Resonator<T>]

  /// - Parameters:
  ///   - frequencies: any finite ones, negative and beyond the Nyquist frequency too.
  ///   - sampleRate: samples per unit of time; 1 makes frequencies cycles per sample. Finite and not zero.
  public init(frequencies: [T], sampleRate: T = 1) {
    require(
      frequencies.allSatisfy { $0.isFinite } && sampleRate.isFinite && sampleRate != 0,
      "Goertzel: frequencies \(frequencies) at a sample rate of \(sampleRate), but all must be finite, the rate not zero"
    )
    resonators = frequencies.map { Resonator(Turns(quotient: Turns(Double($0)), Turns(Double(sampleRate)))) }
  }

  /// Bins of a DFT of `length` points, the frequencies k/N.
  ///
  /// - Parameters:
  ///   - bins: any integers, which count modulo N.
  ///   - length: N, at least 1; a signal may be of any length, though.
  public init(bins: [Int], length: Int) {
    require(length >= 1, "Goertzel: the length is \(length), but must be at least 1")
    resonators = bins.map { Resonator(Turns($0, of: length)) }
  }

  /// X at the frequencies, of a complex signal; zeros for an empty one.
  @specialized(where T == Float)
  @specialized(where T == Double)
  public func callAsFunction(_ signal: [Complex<T>]) -> [Complex<T>] {
    signal.withUnsafeBytes { bytes in values(bytes.bindMemory(to: T.self), interleaved: 4) }
  }

  /// X at the frequencies, of a real signal; zeros for an empty one.
  @specialized(where T == Float)
  @specialized(where T == Double)
  public func callAsFunction(_ signal: [T]) -> [Complex<T>] {
    signal.withUnsafeBufferPointer { values($0, interleaved: 8) }
  }

  /// - Parameter interleaved: samples that eight reals make, 8 or, with imaginary parts between, 4.
  @inline(__always)
  private func values(_ signal: UnsafeBufferPointer<T>, interleaved: Int) -> [Complex<T>] {
    let blockCount = 256
    var totals = [(real: RunningSum, imaginary: RunningSum)](repeating: (RunningSum(), RunningSum()), count: count)
    // Block by block, so that all frequencies find it in the cache.
    for start in stride(from: 0, to: signal.count, by: blockCount) {
      let block = UnsafeBufferPointer(rebasing: signal[start..<min(start + blockCount, signal.count)])
      for (index, resonator) in resonators.enumerated() {
        let value = resonator.value(block, interleaved: interleaved, from: start / 8 * interleaved)
        totals[index].real.add(value.real)
        totals[index].imaginary.add(value.imaginary)
      }
    }
    return totals.map { Complex(T($0.real.total), T($0.imaginary.total)) }
  }
}

/// Goertzel's recurrence for one frequency.
struct Resonator<T: TransformScalar & SIMDScalar>: Sendable {
  private let turns: Turns<Double>
  /// At four times the frequency, for complex samples, and at eight times.
  private let four, eight: Step
  /// exp(−2πi f j) for j < 8.
  private let phases: [Complex<Double>]

  /// The coefficients at the angle φ = 2π · turns.
  private struct Step: Sendable {
    let turns: Turns<Double>
    /// Whether cos φ < 0.
    let addsSums: Bool
    /// −4 sin²(φ/2), or 4 cos²(φ/2) where cos φ < 0.
    let coefficient: Double
    /// exp(−iφ)
    let phase: Complex<Double>
    /// 1 − exp(−iφ), or 1 + exp(−iφ) where cos φ < 0, without cancellation.
    let complement: Complex<Double>

    init(_ turns: Turns<Double>) {
      self.turns = turns
      phase = turns.exponential.conjugate
      addsSums = phase.real < 0
      // Squares keep their digits where the sum would cancel; elsewhere the sum has the smaller rounding error.
      let (c, isSum) = (phase.real, phase.real.magnitude < 0.5)
      if addsSums {
        coefficient = isSum ? 2 + 2 * c : 4 * turns.cosPi * turns.cosPi
        complement = Complex(coefficient / 2, phase.imaginary)
      } else {
        coefficient = isSum ? 2 * c - 2 : -4 * turns.sinPi * turns.sinPi
        complement = Complex(-coefficient / 2, -phase.imaginary)
      }
    }
  }

  init(_ frequency: Turns<Double>) {
    turns = frequency.reduced
    four = Step(4 * turns)
    eight = Step(8 * turns)
    phases = (0..<8).map { [turns] j in (j * turns).exponential.conjugate }
  }

  /// The block's share of X(f).
  @inline(__always)
  func value(_ block: UnsafeBufferPointer<T>, interleaved: Int, from start: Int) -> Complex<Double> {
    guard let samples = block.baseAddress else { return .zero }
    let step = interleaved == 4 ? four : eight
    let coefficient = T(step.coefficient)
    let sign: T = step.addsSums ? -1 : 1
    // s is the resonator's state and d its difference to, or where cos φ < 0 its sum with, the one before.
    var s = SIMD8<T>(repeating: 0), d = SIMD8<T>(repeating: 0)
    let whole = block.count / 8 * 8
    for n in stride(from: 0, to: whole, by: 8) {
      let x = UnsafeRawPointer(samples + n).loadUnaligned(as: SIMD8<T>.self)
      d = (x + sign * d) + coefficient * s
      s = d + sign * s
    }
    var steps = whole / 8
    if whole < block.count {
      var x = SIMD8<T>(repeating: 0)
      for lane in 0..<(block.count - whole) { x[lane] = samples[whole + lane] }
      d = (x + sign * d) + coefficient * s
      s = d + sign * s
      steps += 1
    }

    var sum = Complex<Double>.zero
    for lane in 0..<8 {
      let last = step.complement * Double(s[lane]) + step.phase * (Double(sign) * Double(d[lane]))
      sum +=
        interleaved == 4
        ? (lane % 2 == 0 ? last : Complex(-last.imaginary, last.real)) * phases[lane / 2]
        : last * phases[lane]
    }
    // The recurrence leaves the phase of a sum that counts back from the last step.
    let turn = (start * turns + (steps - 1) * step.turns).reduced
    return sum * turn.exponential.conjugate
  }
}

/// A sum in double precision whose roundings are carried along, after W. Kahan, CACM 8 (1965), 40.
struct RunningSum {
  private(set) var total = 0.0
  private var carry = 0.0

  mutating func add(_ term: Double) {
    let corrected = term - carry
    let next = total + corrected
    carry = (next - total) - corrected
    total = next
  }
}

/// X(f) = Σₙ xₙ exp(−2πi f n/sampleRate) of a real signal at a few frequencies: ``Goertzel`` in one line.
///
/// - Complexity: O(N) for each frequency.
public func goertzel<T: TransformScalar & SIMDScalar>(
  _ signal: [T], frequencies: [T], sampleRate: T = 1
) -> [Complex<T>] {
  Goertzel(frequencies: frequencies, sampleRate: sampleRate)(signal)
}

/// X(f) = Σₙ xₙ exp(−2πi f n/sampleRate) of a complex signal at a few frequencies: ``Goertzel`` in one line.
///
/// - Complexity: O(N) for each frequency.
public func goertzel<T: TransformScalar & SIMDScalar>(
  _ signal: [Complex<T>], frequencies: [T], sampleRate: T = 1
) -> [Complex<T>] {
  Goertzel(frequencies: frequencies, sampleRate: sampleRate)(signal)
}

/// A few bins Xₖ = Σₙ xₙ exp(−2πi kn/N) of the DFT of a real signal. Traps if it is empty.
///
/// - Complexity: O(N) for each bin.
public func goertzel<T: TransformScalar & SIMDScalar>(_ signal: [T], bins: [Int]) -> [Complex<T>] {
  Goertzel(bins: bins, length: signal.count)(signal)
}

/// A few bins Xₖ = Σₙ xₙ exp(−2πi kn/N) of the DFT of a complex signal. Traps if it is empty.
///
/// - Complexity: O(N) for each bin.
public func goertzel<T: TransformScalar & SIMDScalar>(_ signal: [Complex<T>], bins: [Int]) -> [Complex<T>] {
  Goertzel(bins: bins, length: signal.count)(signal)
}
