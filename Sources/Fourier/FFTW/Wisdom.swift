internal import CFFTW

/// What FFTW has learned by measuring: process-wide, one store for each precision. Touch it under the planner's lock.
enum Wisdom {
  /// Plans as if nothing had ever been measured.
  ///
  /// FFTW lets an estimated plan use what a measured one has found, so that the bits of an estimated transform would
  /// depend on who else in the process has measured the same size. What was known is known again afterwards.
  static func withoutWisdom<Result>(_ precision: Precision, _ body: () -> Result) -> Result {
    var wisdom: [CChar] = []
    withUnsafeMutablePointer(to: &wisdom) { wisdom in
      switch precision {
      case .single:
        fftwf_export_wisdom(append, wisdom)
        fftwf_forget_wisdom()
      case .double:
        fftw_export_wisdom(append, wisdom)
        fftw_forget_wisdom()
      }
    }
    wisdom.append(0)
    defer {
      // A refusal would cost a later measured plan its head start and nothing else.
      switch precision {
      case .single: _ = fftwf_import_wisdom_from_string(wisdom)
      case .double: _ = fftw_import_wisdom_from_string(wisdom)
      }
    }
    return body()
  }

  private static let append: @convention(c) (CChar, UnsafeMutableRawPointer?) -> Void = { character, wisdom in
    wisdom?.assumingMemoryBound(to: [CChar].self).pointee.append(character)
  }
}
