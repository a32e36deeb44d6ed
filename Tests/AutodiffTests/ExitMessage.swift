import Testing

/// Expects `fragment` in what a process that trapped wrote to its standard error.
func expectMessage(_ result: ExitTest.Result?, _ fragment: String, sourceLocation: SourceLocation = #_sourceLocation) {
  let message = result.map { String(decoding: $0.standardErrorContent, as: UTF8.self) } ?? ""
  #expect(message.contains(fragment), sourceLocation: sourceLocation)
}
