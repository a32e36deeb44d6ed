import Autodiff

/// The tolerances of the checkers, from the unit roundoff u of the precision examined.
enum CheckTolerance {
  /// The relative error, in norm, of a linear operator with n elements at its larger side: that of a DFT,
  /// 2.5·u·√log₂n (see ``Tolerances``), which everything else here stays below (an elementwise product has u, a pairwise
  /// sum a few u), and 2·u for the products and the normalization beside it.
  static func rounding<T: TensorScalar>(_ type: T.Type, count: Int) -> Double {
    Double(Tolerances.dft(length: max(count, 2), type) + 2 * Tolerances.unitRoundoff(type))
  }

  /// The same for a composition of a few operations: four of them, each with its own rounding.
  static func composition<T: TensorScalar>(_ type: T.Type, count: Int) -> Double { 4 * rounding(type, count: count) }

  /// The step of a difference quotient of fourth order: u^⅕/4.
  ///
  /// u^⅕ balances rounding, u/h, with truncation, h⁴, where higher derivatives are of the order of 1; a quarter of it
  /// keeps the truncation small half a unit from a pole, too.
  static func step<T: TensorScalar>(_ type: T.Type) -> T { .root(Tolerances.unitRoundoff(type), 5) / 4 }

  /// The largest relative uncertainty at which a difference quotient may judge, 4√u: 4·10⁻⁸ in double and 10⁻³ in single
  /// precision. It is some ten times what smooth functions have, and far below what a wrong rule is off.
  static func oracle<T: TensorScalar>(_ type: T.Type) -> Double {
    4 * Double(Tolerances.unitRoundoff(type)).squareRoot()
  }
}
