import Foundation

/// Reads the columns that a sweep leaves, and no other files of NumPy: what `NPYFile` writes.
struct NPYReader {
    /// The file.
    let path: String
    /// The lengths, the last fastest.
    let shape: [Int]
    private let data: Data
    private let start: Int

    /// Opens a file whose elements are of a type.
    ///
    /// - Parameters:
    ///   - type: The type as NumPy writes it: `<f8`.
    ///   - width: Its bytes.
    ///   - dimensions: The number of lengths.
    /// - Throws: `unreadable` for a file that is absent, of another type or cut short.
    init(_ url: URL, type: String, width: Int, dimensions: Int = 1) throws(SweepJudgementError) {
        path = url.relativePath
        guard let data = try? Data(contentsOf: url, options: .mappedIfSafe) else {
            throw .unreadable(path: path, reason: "it cannot be read; run the sweep again with --force")
        }
        guard let (found, shape, start) = NPYReader.header(data), found == type, shape.count == dimensions else {
            throw .unreadable(
                path: path,
                reason: "found no column of type \(type) as a sweep writes it; run the sweep again with --force")
        }
        var count = 1
        for length in shape {
            let (product, isTooMuch) = count.multipliedReportingOverflow(by: length)
            count = isTooMuch ? .max : product
        }
        let (bytes, isTooMuch) = count.multipliedReportingOverflow(by: width)
        guard !isTooMuch, data.count - start == bytes else {
            throw .unreadable(
                path: path,
                reason:
                    "found \(data.count - start) bytes of values, expected \(count) values of \(width) bytes; run the "
                    + "sweep again with --force")
        }
        (self.shape, self.data, self.start) = (shape, data, start)
    }

    /// The type, the lengths, and where the values begin; `nil` for anything that `NPYFile` does not write.
    private static func header(_ data: Data) -> (type: String, shape: [Int], start: Int)? {
        guard data.count >= 10, Array(data.prefix(8)) == [0x93] + Array("NUMPY".utf8) + [1, 0] else { return nil }
        let start = 10 + Int(data[8]) + Int(data[9]) << 8
        guard data.count >= start else { return nil }
        let text = String(decoding: data[10..<start], as: UTF8.self)
        let parts = text.split(separator: "'", omittingEmptySubsequences: false)
        guard text.hasPrefix("{'descr': '"), parts.count > 3, text.contains("'fortran_order': False"),
            let open = text.firstIndex(of: "("), let close = text.firstIndex(of: ")"), open < close
        else { return nil }
        var shape: [Int] = []
        for length in text[text.index(after: open)..<close].split(separator: ",") {
            let digits = length.drop { $0 == " " }
            if digits.isEmpty { continue }
            guard let length = Int(digits), length >= 0 else { return nil }
            shape.append(length)
        }
        return (String(parts[3]), shape, start)
    }

    /// The values.
    ///
    /// - Parameter type: As wide as the type that the file was opened with.
    func values<Value: BitwiseCopyable>(as type: Value.Type) -> [Value] {
        let count = (data.count - start) / MemoryLayout<Value>.size
        return [Value](unsafeUninitializedCapacity: count) { buffer, initialised in
            _ = data.copyBytes(to: UnsafeMutableRawBufferPointer(buffer), from: start..<data.count)
            initialised = count
        }
    }
}
