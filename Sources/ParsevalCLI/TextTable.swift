/// Rows of text in aligned columns: the first column to the left, the others to the right.
struct TextTable {
  var rows: [[String]] = []

  func lines(indent: Int) -> [String] {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0 }
    return rows.map { row in
      let cells = row.enumerated().map { column, cell in
        let padding = String(repeating: " ", count: widths[column] - cell.count)
        return column == 0 ? cell + padding : padding + cell
      }
      let line = String(repeating: " ", count: indent) + cells.joined(separator: "   ")
      return String(line.reversed().drop(while: \.isWhitespace).reversed())
    }
  }
}
