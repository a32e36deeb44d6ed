// Which length? Of every product of 2, 3, 5 and 7 from 64 to 2¹⁸ the estimated complex plan was timed (FFTW 3.3.10,
// AVX, both precisions), and each rule below asked for 640 targets how much longer its choice takes than the best
// length at or above the target. Mean over both precisions, below and above 4096:
//
//   the least product                                               1.36  1.20
//   the least power of two                                          1.30  2.6
//   up to 4096, the least of 2ᵃ, 5·2ᵃ, 96, 192 and 3072             1.06
//   above, the least with 2⁴…2⁸, 3⁰…3² and two fives or sevens            1.11
//
// Short transforms are fastest where one large codelet does most of the work; long ones where neither buffer is walked
// in large powers of two, which collide in the caches.

extension Bluestein {
  /// M, the number of points of the transforms that serve for a row of `length` points: a fast length not below
  /// inputs + outputs − 1.
  ///
  /// - Complexity: O(log² length).
  static func paddedLength(for length: Int, kind: Kind) -> Int {
    require(length <= 1 << 48, "Bluestein: the length is \(length), but no memory holds more than \(1 << 48) points")
    let least = kind.inputCount(length) + kind.outputCount(length) - 1
    var best = Int.max
    if least <= 4096 {
      for start in [16, 80] {
        var candidate = start
        while candidate < least { candidate *= 2 }
        best = min(best, candidate)
      }
      for candidate in [96, 192, 3072] where candidate >= least { best = min(best, candidate) }
    } else {
      var (sevens, sevenCount) = (1, 0)
      while sevens < 7 * least {
        var (fives, fiveCount) = (sevens, sevenCount)
        while fives < 5 * least {
          if fiveCount >= 2 {
            for threes in [1, 3, 9] {
              for twos in 4...8 where (fives * threes) << twos >= least { best = min(best, (fives * threes) << twos) }
            }
          }
          (fives, fiveCount) = (5 * fives, fiveCount + 1)
        }
        (sevens, sevenCount) = (7 * sevens, sevenCount + 1)
      }
    }
    return best
  }
}
