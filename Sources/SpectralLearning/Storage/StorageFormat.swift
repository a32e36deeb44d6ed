/// How tensors are written to files.
public enum StorageFormat: String, Sendable, CaseIterable {
  /// An object of JSON, to be read by people and by any language. Finite numbers are written with as many digits as tell them
  /// from all others, the rest as `"NaN"`, `"Infinity"` and `"-Infinity"`; a NaN's payload is lost.
  /// Keys beyond those of the format are skipped; of two tensors that have one name, one is read.
  case json
  /// The format of Hugging Face's `safetensors`, to be read by PyTorch, NumPy and JAX. Each bit is kept.
  /// Two tensors of one name are an error, unless they are empty: the bytes of one would belong to none.
  case safetensors

  /// The format that the extension of a file's name says, in letters of either case: `.json` or `.safetensors`.
  ///
  /// - Throws: ``StorageError/unknownFormat(path:)``.
  public init(path: String) throws(StorageError) {
    let name = path.split(separator: "/").last ?? ""
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count > 1, let format = parts.last.flatMap({ Self(rawValue: $0.lowercased()) }) else {
      throw .unknownFormat(path: path)
    }
    self = format
  }
}
