import Autodiff
import ComplexNumbers
import Testing

/// Tensors above 32 KiB take over the memory of earlier ones: what anybody still holds must stay as it is.
@Suite("Memory of large tensors")
struct TensorStorageTests {
  let count = 1 << 17

  private func ramp(_ start: Double) -> Tensor<Double> {
    Tensor((0..<count).map { start + Double($0) })
  }

  @Test("Elements taken from a tensor outlive it unchanged")
  func elementsOutliveTheirTensor() {
    let kept = (ramp(0) * 2).elements
    for round in 1...8 { #expect((ramp(Double(round)) * 2)[3] == 2 * Double(round + 3)) }
    #expect(kept == (0..<count).map { 2 * Double($0) })
  }

  @Test("A tensor and its reshaped and traced kin share memory safely")
  func sharedMemory() {
    var shared = [Tensor<Double>]()
    do {
      let x = ramp(1) + 1
      shared.append(x.reshaped(to: [2, count / 2]))
      _ = gradient(at: x) { traced in
        shared.append(traced)
        return sum(traced * traced)
      }
    }
    for round in 0..<8 { _ = ramp(Double(round)) * 3 - 1 }
    #expect(shared[0][0, 0] == 2 && shared[0][1, count / 2 - 1] == Double(count + 1))
    #expect(shared[1].elements.elementsEqual(shared[0].elements))
  }

  @Test("The same gradient again has the same bits, whatever the memory held before")
  func sameBits() {
    func loss(_ x: Tensor<Double>) -> Tensor<Double> { sum(abs(rfft(x * x)) * 0.5) }
    let first = gradient(at: ramp(-1000), of: loss).elements
    for round in 0..<4 {
      _ = gradient(at: ramp(Double(round)), of: loss)
      #expect(gradient(at: ramp(-1000), of: loss).elements == first)
    }
  }

  @Test("Many tasks make and drop large tensors at once")
  func concurrency() async {
    let expected = sum(square(ramp(5))).scalar
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<8 {
        group.addTask {
          (0..<10).allSatisfy { _ in
            let x = Tensor((0..<(1 << 17)).map { 5 + Double($0) })
            return sum(square(x)).scalar == expected && gradient(at: x) { sum(square($0)) }[7] == 24
          }
        }
      }
      for await isRight in group { #expect(isRight) }
    }
  }
}
