package import Autodiff
import ComplexNumbers
import Fourier

/// The parameters of a model as one vector of numbers in double precision: tensor by tensor in the order in which the model
/// visits them, each in row-major order, complex elements as their real and imaginary parts.
///
/// Numbers of single precision are held exactly; written back, a vector is rounded to what the model holds.
package enum ParameterVector {
  /// The numbers of a model.
  package static func numbers<Model: Parameterized>(of model: Model) -> [Double] {
    var reader = NumberReader(), model = model
    model.visitParameters(with: &reader)
    return reader.numbers
  }

  /// The model with `numbers` in the place of its own. Traps unless they are as many.
  package static func model<Model: Parameterized>(like model: Model, _ numbers: [Double]) -> Model {
    var writer = NumberWriter(numbers: numbers), model = model
    model.visitParameters(with: &writer)
    require(writer.offset == numbers.count, "\(numbers.count) numbers for a model of \(writer.offset)")
    return model
  }
}

private struct NumberReader: ParameterVisitor {
  var numbers: [Double] = []

  mutating func visit<Element>(_ name: String, _ tensor: inout Tensor<Element>) {
    switch Element.erase(tensor) {
    case .double(let tensor): numbers += tensor.values
    case .float(let tensor): append(tensor.values)
    case .complexDouble(let tensor): append(tensor.values)
    case .complexFloat(let tensor): append(tensor.values)
    case .doubleNumber(let number): numbers.append(number)
    case .floatNumber(let number): numbers.append(Double(number))
    }
  }

  private mutating func append(_ elements: [Float]) {
    numbers.reserveCapacity(numbers.count + elements.count)
    for element in elements { numbers.append(Double(element)) }
  }

  private mutating func append(_ elements: [Complex<Double>]) {
    numbers.reserveCapacity(numbers.count + 2 * elements.count)
    for element in elements {
      numbers.append(element.real)
      numbers.append(element.imaginary)
    }
  }

  private mutating func append(_ elements: [Complex<Float>]) {
    numbers.reserveCapacity(numbers.count + 2 * elements.count)
    for element in elements {
      numbers.append(Double(element.real))
      numbers.append(Double(element.imaginary))
    }
  }
}

private struct NumberWriter: ParameterVisitor {
  let numbers: [Double]
  var offset = 0

  mutating func visit<Element>(_ name: String, _ tensor: inout Tensor<Element>) {
    let shape = tensor.shape, count = tensor.count, start = offset
    let width = Element.self == Element.RealPart.self ? 1 : 2
    offset += width * count
    require(offset <= numbers.count, "\(numbers.count) numbers for a model of more")
    let written: AnyTensor =
      switch Element.erase(tensor) {
      case .double, .doubleNumber:
        Double.erase(Tensor<Double>(shape: shape, storage: filled(count: count) { write($0, from: start) }))
      case .float, .floatNumber:
        Float.erase(Tensor<Float>(shape: shape, storage: filled(count: count) { write($0, from: start) }))
      case .complexDouble:
        .complexDouble(Tensor<Complex<Double>>(shape: shape, storage: filled(count: count) { write($0, from: start) }))
      case .complexFloat:
        .complexFloat(Tensor<Complex<Float>>(shape: shape, storage: filled(count: count) { write($0, from: start) }))
      }
    if let written = Element.recover(written) { tensor = written }
  }

  private func write(_ target: UnsafeMutableBufferPointer<Double>, from start: Int) {
    for i in 0..<target.count { target[i] = numbers[start + i] }
  }
  private func write(_ target: UnsafeMutableBufferPointer<Float>, from start: Int) {
    for i in 0..<target.count { target[i] = Float(numbers[start + i]) }
  }
  private func write(_ target: UnsafeMutableBufferPointer<Complex<Double>>, from start: Int) {
    for i in 0..<target.count { target[i] = Complex(numbers[start + 2 * i], numbers[start + 2 * i + 1]) }
  }
  private func write(_ target: UnsafeMutableBufferPointer<Complex<Float>>, from start: Int) {
    for i in 0..<target.count { target[i] = Complex(Float(numbers[start + 2 * i]), Float(numbers[start + 2 * i + 1])) }
  }
}
