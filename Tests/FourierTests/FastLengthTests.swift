#if arch(x86_64) && (os(Linux) || os(macOS))
  import Fourier
  import Testing

  /// Padding to a fast length pays: it never takes more operations than padding to the next power of two.
  ///
  /// In extended precision, where FFTW's plans are scalar: a codelet that works on vectors counts an operation for each.
  @Suite("Fast lengths")
  struct FastLengthTests {
    #if DEBUG
      static let targets = [1...300]
    #else
      static let targets = [1...300, 301...1024, 1025...2048, 4000...4200, 16000...16384]
    #endif

    @Test("take at most the operations of the next power of two", arguments: targets)
    func operations(targets: ClosedRange<Int>) throws {
      var counts: [Int: Double] = [:]
      func count(_ length: Int) throws -> Double {
        if let known = counts[length] { return known }
        let count = try DFTPlan<Float80>(length: length).details.operationCount.total
        counts[length] = count
        return count
      }
      for target in targets {
        let fast = nextFastLength(target)
        var power = 1
        while power < target { power *= 2 }
        #expect(fast >= target && fast <= power)
        #expect(try count(fast) <= count(power), "\(fast) for \(target)")
      }
    }
  }
#endif
