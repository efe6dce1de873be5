import Core
import Glibc

/// A kept bar as a row of CSV, and back.
enum KeptBarText {
    /// The row of a bar, with its break.
    static func bytes(of bar: CompletedBar) -> [UInt8] {
        let printer = NumberPrinter()
        var bytes = Array(bar.start.description.utf8)
        bytes.append(UInt8(ascii: ","))
        bytes += field(bar.symbol)
        for number in [bar.open, bar.high, bar.low, bar.close] {
            bytes.append(UInt8(ascii: ","))
            printer.append(number, to: &bytes)
        }
        bytes.append(UInt8(ascii: ","))
        if !bar.volume.isNaN { printer.append(bar.volume, to: &bytes) }
        bytes.append(10)
        return bytes
    }

    private static func field(_ text: String) -> [UInt8] {
        let special: Set<UInt8> = [UInt8(ascii: ","), UInt8(ascii: "\""), 10, 13]
        let bytes = Array(text.utf8)
        guard bytes.contains(where: special.contains) else { return bytes }
        var quoted: [UInt8] = [UInt8(ascii: "\"")]
        for byte in bytes {
            if byte == UInt8(ascii: "\"") { quoted.append(byte) }
            quoted.append(byte)
        }
        return quoted + [UInt8(ascii: "\"")]
    }

    /// The bars of a file.
    ///
    /// - Throws: `IngestError.bars` at the first row that is none.
    static func bars(
        _ bytes: ArraySlice<UInt8>, path: String, length: Int64
    ) throws(IngestError) -> [CompletedBar] {
        var bars: [CompletedBar] = []
        var line = 1
        for record in records(bytes) {
            defer { line += 1 }
            if line == 1 {
                if record.joined(separator: ",") + "\n" == BarFolder.header { continue }
                throw .bars(path: path, line: line, found: record.joined(separator: ","))
            }
            guard record.count == 7, let start = start(record[0]), let open = number(record[2]),
                let high = number(record[3]), let low = number(record[4]), let close = number(record[5]),
                let volume = record[6].isEmpty ? Double.nan : number(record[6]),
                bars.last.map({ $0.start < start }) ?? true
            else { throw .bars(path: path, line: line, found: record.joined(separator: ",")) }
            bars.append(
                CompletedBar(
                    symbol: record[1], start: start, end: start + length, open: open, high: high, low: low,
                    close: close, volume: volume))
        }
        return bars
    }

    private static func number(_ text: String) -> Double? { Double(text) }

    /// Rows and their fields; a field in quotes may hold anything.
    private static func records(_ bytes: ArraySlice<UInt8>) -> [[String]] {
        var records: [[String]] = []
        var record: [String] = []
        var field: [UInt8] = []
        var isQuoted = false
        var wasQuoted = false
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "\""):
                // A doubled quote closes and opens again.
                if !isQuoted, wasQuoted { field.append(byte) }
                isQuoted.toggle()
                wasQuoted = true
            case UInt8(ascii: ",") where !isQuoted:
                record.append(String(decoding: field, as: UTF8.self))
                (field, wasQuoted) = ([], false)
            case 10 where !isQuoted:
                record.append(String(decoding: field, as: UTF8.self))
                records.append(record)
                (record, field, wasQuoted) = ([], [], false)
            default: field.append(byte)
            }
        }
        return records
    }

    /// The instant that `Timestamp.description` wrote.
    private static func start(_ text: String) -> Timestamp? {
        guard text.utf8.last == UInt8(ascii: "Z") else { return nil }
        let halves = text.dropLast().split(separator: "T", omittingEmptySubsequences: false)
        let day = halves[0].split(separator: "-").compactMap { Int($0) }
        guard halves.count == 2, day.count == 3,
            let date = CivilDate(checkedYear: day[0], month: day[1], day: day[2])
        else { return nil }
        let parts = halves[1].split(separator: ".", omittingEmptySubsequences: false)
        let clock = parts[0].split(separator: ":").compactMap { Int($0) }
        guard clock.count == 3, parts.count <= 2 else { return nil }
        var fraction = 0
        if parts.count == 2 {
            guard parts[1].utf8.count <= 9, let digits = Int(parts[1]) else { return nil }
            fraction = digits
            for _ in parts[1].utf8.count..<9 { fraction *= 10 }
        }
        return Timestamp(date, hour: clock[0], minute: clock[1], second: clock[2], nanosecond: fraction)
    }
}
