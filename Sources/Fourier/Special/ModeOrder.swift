/// Where the modes −⌊N/2⌋ … ⌈N/2⌉ − 1 of a nonuniform DFT stand in memory.
public enum ModeOrder: Sendable, Hashable, CaseIterable {
  /// Ascending: −⌊N/2⌋ first. FINUFFT's `modeord = 0`.
  case centered
  /// A DFT's: 0, 1, …, then the negative ones. FINUFFT's `modeord = 1`.
  case natural

  /// The mode at a place, 0 … N − 1.
  func mode(at place: Int, of count: Int) -> Int {
    switch self {
    case .centered: place - count / 2
    case .natural: place < (count + 1) / 2 ? place : place - count
    }
  }
}
