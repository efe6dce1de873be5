import Core
import LineProtocol

/// Takes from lines what a mapping wants.
///
/// What a series is called and whether it is wanted is worked out once, as long as its text stays the same.
struct PointMapper {
    /// What is known of a series.
    private struct Known {
        var symbol: String
        var symbolHash: UInt64
        var series: [UInt8]
    }

    /// Series kept at most: whoever gives each point a tag of its own costs time, not memory.
    private static let mostKnown = 100_000

    let mapping: BarMapping
    private var known: [[UInt8]: Known?] = [:]

    init(_ mapping: BarMapping) { self.mapping = mapping }

    /// The point of a line.
    ///
    /// - Parameter received: The time of a line that has none.
    /// - Returns: `nil` for a line of another measurement, without the tags, or without any number that a bar needs.
    mutating func point(of line: borrowing Line, received: Timestamp) -> MappedPoint? {
        let text = [UInt8](line.series)
        let series: Known
        if let found = known[text] {
            guard let found else { return nil }
            series = found
        } else {
            if known.count >= PointMapper.mostKnown { known.removeAll(keepingCapacity: true) }
            let found = look(at: line)
            known[text] = .some(found)
            guard let found else { return nil }
            series = found
        }
        let time = line.time ?? received
        guard let start = mapping.start(of: time) else { return nil }
        var numbers = MappedPoint.Numbers()
        for field in line.fields {
            guard let number = field.value.number, number.isFinite else { continue }
            switch mapping.content {
            case .bars(let fields, _):
                if field.key == fields.open { numbers.open = number }
                if field.key == fields.high { numbers.high = number }
                if field.key == fields.low { numbers.low = number }
                if field.key == fields.close { numbers.close = number }
                if field.key == fields.volume { numbers.volume = number }
            case .ticks(let price, let size):
                if field.key == price { numbers.close = number }
                if let size, field.key == size { numbers.volume = number }
            }
        }
        let hasNone =
            numbers.open.isNaN && numbers.high.isNaN && numbers.low.isNaN && numbers.close.isNaN
            && numbers.volume.isNaN
        if hasNone { return nil }
        return MappedPoint(
            symbol: series.symbol, symbolHash: series.symbolHash, series: series.series, time: time, start: start,
            numbers: numbers)
    }

    private func look(at line: borrowing Line) -> Known? {
        guard line.measurement == mapping.measurement else { return nil }
        var tags: [(key: String, value: String)] = []
        for tag in line.tags {
            guard let key = tag.key.string, let value = tag.value.string else { return nil }
            tags.append((key, value))
        }
        for (key, value) in mapping.tags where !tags.contains(where: { $0 == (key, value) }) { return nil }
        var symbol = mapping.measurement
        if let symbolTag = mapping.symbolTag {
            guard let tag = tags.first(where: { $0.key == symbolTag }) else { return nil }
            symbol = tag.value
        }
        // The order of tags in a text says nothing; NUL separates them, for no name that matters holds it.
        var series: [UInt8] = []
        for tag in tags.sorted(by: { $0.key < $1.key }) {
            series += Array(tag.key.utf8) + [0] + Array(tag.value.utf8) + [0]
        }
        return Known(symbol: symbol, symbolHash: BarKey.hash(symbol), series: series)
    }
}
