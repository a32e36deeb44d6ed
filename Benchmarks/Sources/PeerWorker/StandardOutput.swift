#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Sends what has been printed on its way.
func flushStandardOutput() { _ = fflush(nil) }
