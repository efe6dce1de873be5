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

    /// Where the whole rows of a text are, each with its break: no field holds one, for line protocol allows none in a tag.
    static func rows(_ bytes: ArraySlice<UInt8>) -> [Range<Int>] {
        var rows: [Range<Int>] = []
        var start = bytes.startIndex
        while let end = bytes[start...].firstIndex(of: 10) {
            rows.append(start..<end + 1)
            start = end + 1
        }
        return rows
    }

    /// The bar of a row; `nil` where it is none.
    static func bar(_ row: ArraySlice<UInt8>, length: Int64) -> CompletedBar? {
        let fields = fields(row)
        guard fields.count == 7, let start = start(fields[0]), let open = Double(fields[2]),
            let high = Double(fields[3]), let low = Double(fields[4]), let close = Double(fields[5]),
            let volume = fields[6].isEmpty ? Double.nan : Double(fields[6])
        else { return nil }
        return CompletedBar(
            symbol: fields[1], start: start, end: start + length, open: open, high: high, low: low, close: close,
            volume: volume)
    }

    /// The start of the bar of a row; `nil` where there is none.
    static func start(_ row: ArraySlice<UInt8>) -> Timestamp? {
        start(String(decoding: row.prefix { $0 != UInt8(ascii: ",") }, as: UTF8.self))
    }

    /// A row for people.
    static func text(_ row: ArraySlice<UInt8>) -> String {
        String(decoding: row.prefix { $0 != 10 }.prefix(200), as: UTF8.self)
    }

    /// The fields of a row; one in quotes may hold commas and doubled quotes.
    private static func fields(_ row: ArraySlice<UInt8>) -> [String] {
        var fields: [String] = []
        var field: [UInt8] = []
        var isQuoted = false
        var wasQuoted = false
        for byte in row {
            switch byte {
            case UInt8(ascii: "\""):
                // A doubled quote closes and opens again.
                if !isQuoted, wasQuoted { field.append(byte) }
                isQuoted.toggle()
                wasQuoted = true
            case UInt8(ascii: ",") where !isQuoted, 10 where !isQuoted:
                fields.append(String(decoding: field, as: UTF8.self))
                (field, wasQuoted) = ([], false)
            default: field.append(byte)
            }
        }
        return fields
    }

    /// The instant that `Timestamp.description` wrote.
    static func start(_ text: String) -> Timestamp? {
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
