import Foundation

/// A plain comma-separated file of figures, read without any of the project's own readers.
public struct FigureTable {
    /// The names of the columns, in order.
    public let names: [String]
    /// The cells as text, by row.
    public let rows: [[String]]

    /// Reads a file without quoted cells.
    public init(path: String) throws {
        let text = try String(contentsOfFile: path, encoding: .utf8)
        var lines = text.split(separator: "\n", omittingEmptySubsequences: true).map { line in
            line.split(separator: ",", omittingEmptySubsequences: false).map { String($0) }
        }
        names = lines.removeFirst()
        rows = lines
    }

    /// The cells of a column as text; empty where there is no such column.
    public func texts(_ name: String) -> [String] {
        guard let place = names.firstIndex(of: name) else { return [] }
        return rows.map { $0[place] }
    }

    /// The cells of a column as numbers, `nan` where a cell is empty.
    public func numbers(_ name: String) -> [Double] {
        texts(name).map { Double($0) ?? .nan }
    }
}

/// Whether two figures agree: both undefined, or closer than a relative or an absolute tolerance.
public func agree(_ a: Double, _ b: Double, relative: Double = 1e-9, absolute: Double = 1e-12) -> Bool {
    if a.isNaN || b.isNaN { return a.isNaN && b.isNaN }
    return a == b || abs(a - b) <= max(absolute, relative * max(abs(a), abs(b)))
}
