/// How long FFTW may search for a fast algorithm when a plan is made.
public enum PlanningEffort: Sendable, Hashable, CaseIterable {
  /// A rule of thumb, microseconds: the same plan, hence the same bits, in every run, whatever else has been measured.
  case estimate
  /// Times some algorithms: 0.1 s at 4096 points, seconds above 65536.
  case measure
  /// Times more of them.
  case patient
  /// Times all of them.
  case exhaustive
}
