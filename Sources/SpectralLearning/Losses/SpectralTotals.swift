import CSpectralComparison

// What the sums over all bins of two spectrograms say about the spectral convergence c·‖B − A‖/‖B‖.
extension CSpectralTotals {
  /// The sums of parts, in their order.
  init(_ parts: UnsafeBufferPointer<CSpectralSums>) {
    self.init()
    guard let first = parts.baseAddress else { return }
    for index in parts.indices { CSpectralAdd(first + index, &self) }
  }

  /// c·‖B − A‖/‖B‖.
  func convergence(_ weight: Double) -> Double {
    weight * (distance.squareRoot() / reference.squareRoot())
  }

  /// The factor c/(‖B − A‖·‖B‖) of (A − B)/A · X in the slope by X; 0 at the optimum.
  func convergenceSlope(_ weight: Double) -> Double {
    distance == 0 ? 0 : weight / (distance.squareRoot() * reference.squareRoot())
  }

  /// The factor c·‖B − A‖/‖B‖³ of −Y in the slope by Y.
  func referenceSlope(_ weight: Double) -> Double { convergence(weight) / reference }
}
