import ComplexNumbers
import RealModule

// How numbers and tensors are written in graphs: short, so that a picture stays readable.

/// A number with six significant digits, trailing zeros left out: 0.909297, 10, 1.5e-07, 3 - 4i.
func graphText(_ number: Complex<Double>) -> String {
  guard number.imaginary != 0 else { return graphText(number.real) }
  let unit = graphText(number.imaginary.magnitude) + (number.imaginary.isFinite ? "i" : " i")
  let isNegative = number.imaginary.sign == .minus && !number.imaginary.isNaN
  guard number.real != 0 else { return isNegative ? "-\(unit)" : unit }
  return "\(graphText(number.real)) \(isNegative ? "-" : "+") \(unit)"
}

/// A real number with six significant digits, as C's `%g` writes it.
func graphText(_ number: Double) -> String {
  // Whether a NaN has a sign depends on the processor.
  if number == 0 || number.isNaN { return number == 0 ? "0" : "nan" }
  guard number.isFinite else { return "\(number)" }
  let magnitude = number.magnitude
  var exponent = Int(Double.log10(magnitude).rounded(.down))
  // The power of ten in two steps: a single one would overflow for subnormal numbers.
  func scaled() -> Int {
    let shift = 5 - exponent, half = shift / 2
    return Int((magnitude * Double.pow(10, half) * Double.pow(10, shift - half)).rounded())
  }
  var digits = scaled()
  if digits >= 1_000_000 {
    exponent += 1
    digits = scaled()
  } else if digits < 100_000 {
    exponent -= 1
    digits = scaled()
  }
  var text = "\(digits)"
  while text.hasSuffix("0") { text.removeLast() }
  let sign = number < 0 ? "-" : ""
  switch exponent {
  case -5..<0: return sign + "0." + String(repeating: "0", count: -exponent - 1) + text
  case 0..<6:
    let whole = exponent + 1
    text += String(repeating: "0", count: max(0, whole - text.count))
    let fraction = text.dropFirst(whole)
    return sign + text.prefix(whole) + (fraction.isEmpty ? "" : ".\(fraction)")
  default:
    let fraction = text.dropFirst()
    let power = "\(exponent < 0 ? "-" : "+")\(exponent.magnitude < 10 ? "0" : "")\(exponent.magnitude)"
    return sign + text.prefix(1) + (fraction.isEmpty ? "" : ".\(fraction)") + "e" + power
  }
}

/// A number below the line: 12 as ₁₂.
func subscriptText(_ number: Int) -> String {
  let digits = Array("₀₁₂₃₄₅₆₇₈₉")
  return String("\(number)".compactMap { $0.wholeNumberValue.map { digits[$0] } })
}

extension AnyTensor {
  private var pictured: any PicturedTensor {
    switch self {
    case .float(let tensor): tensor
    case .double(let tensor): tensor
    case .complexFloat(let tensor): tensor
    case .complexDouble(let tensor): tensor
    case .floatNumber(let number): Tensor(number)
    case .doubleNumber(let number): Tensor(number)
    }
  }

  /// The number at every place, of a tensor that is known to repeat one.
  var uniformNumber: Complex<Double>? { pictured.uniformNumber }

  /// The number of bytes of the elements, and where they lie; a tensor that repeats one number takes one
  /// element, nowhere.
  var memory: (byteCount: Int, address: UnsafeRawPointer?) { pictured.memory }

  /// The elements, of a long tensor the first three.
  var elementsText: String { pictured.elementsText }

  /// The elements, of a long tensor the first three and its shape: [1, 2, 3, …] of shape [64].
  var graphText: String {
    let text = elementsText
    return text.hasSuffix("…]") || shape.count > 1 || shape == [0] ? "\(text) of shape \(shape)" : text
  }

  /// Zeros of the shape and the element type.
  var zeros: AnyTensor { pictured.zeros.untraced }
}

/// A tensor of any element type, as a graph shows it.
private protocol PicturedTensor {
  var uniformNumber: Complex<Double>? { get }
  var memory: (byteCount: Int, address: UnsafeRawPointer?) { get }
  var elementsText: String { get }
  var zeros: AnyTensor { get }
}

extension Tensor: PicturedTensor {
  fileprivate var uniformNumber: Complex<Double>? { isUniform ? uniformElement.widened : nil }

  fileprivate var memory: (byteCount: Int, address: UnsafeRawPointer?) {
    if isUniform { return (MemoryLayout<Element>.stride, nil) }
    return values.withUnsafeBytes { ($0.count, $0.baseAddress) }
  }

  fileprivate var elementsText: String {
    if rank == 0 { return graphText(uniformElement.widened) }
    let head = isUniform ? Array(repeating: uniformElement, count: min(count, 5)) : Array(values.prefix(5))
    let isLong = head.count > 4
    var list = head.prefix(isLong ? 3 : 4).map { graphText($0.widened) }
    if isLong { list.append("…") }
    return "[\(list.joined(separator: ", "))]"
  }

  fileprivate var zeros: AnyTensor { Element.erase(Tensor(repeating: 0, shape: shape)) }
}
