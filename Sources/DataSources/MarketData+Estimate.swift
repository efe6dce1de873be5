import Core
import Glibc

extension MarketData {
    /// About how many bytes the bars of a load and the accounts of a run on them take in memory.
    ///
    /// Of each file's size and the length of its first rows; a compressed file counts fourfold, what is no regular file
    /// not at all. A bar takes seven columns with a copy of some, an instant of decision some twenty numbers.
    ///
    /// - Throws: Where no file is found.
    public static func memoryEstimate(_ options: CSVReadOptions) throws(DataError) -> Int {
        var bytes = 0.0
        for path in try FileSearch.paths(options) {
            var status = stat()
            guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { continue }
            let (rowLength, fields) = firstRows(path)
            let packing = path.hasSuffix(".gz") ? 4.0 : 1
            let instruments = options.layout == .wide ? Double(max(1, fields - 1)) : 1
            bytes += Double(status.st_size) * packing / rowLength * (instruments * 72 + 160)
        }
        return bytes < 0x1p62 ? Int(bytes) : .max
    }

    /// The mean length of the first rows of a file, and the fields of one; of a compressed file a guess.
    private static func firstRows(_ path: String) -> (length: Double, fields: Int) {
        let usual = (length: 60.0, fields: 7)
        let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return usual }
        defer { close(descriptor) }
        var text = [UInt8](repeating: 0, count: 1 << 16)
        let count = read(descriptor, &text, text.count)
        guard count > 2, !(text[0] == 0x1f && text[1] == 0x8b) else { return usual }
        let lines = text[..<count].split(separator: 10)
        guard lines.count > 2, let first = lines.dropFirst().first else { return usual }
        let whole = lines.dropLast()
        let length = Double(whole.reduce(0) { $0 + $1.count + 1 }) / Double(whole.count)
        return (length, first.filter { $0 == 44 || $0 == 59 || $0 == 9 || $0 == 124 }.count + 1)
    }
}
