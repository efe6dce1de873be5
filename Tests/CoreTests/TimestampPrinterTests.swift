import Core
import Testing

@Suite struct TimestampPrinterTests {
    @Test func instantsHaveTheTextOfTheirDescription() {
        let seed: UInt64 = 1_970
        var random = RandomStream(seed: seed, name: "instants")
        var printer = TimestampPrinter()
        let text = UnsafeMutablePointer<UInt8>.allocate(capacity: TimestampPrinter.room)
        defer { text.deallocate() }
        func check(_ nanoseconds: Int64) -> Bool {
            let end = printer.write(nanoseconds, at: text)
            let written = String(decoding: UnsafeBufferPointer(start: text, count: end - text), as: UTF8.self)
            let instant = Timestamp(nanoseconds: nanoseconds)
            let dateEnd = printer.write(day: Int64(instant.date.daysSinceEpoch), at: text)
            let date = String(decoding: UnsafeBufferPointer(start: text, count: dateEnd - text), as: UTF8.self)
            let isSame = written == instant.description && date == instant.date.description
            #expect(isSame, "seed \(seed): \(written), \(date) for \(instant)")
            return isSame
        }
        for edge in [0, -1, 1, Int64.min + Timestamp.day, .max, Timestamp.day, -Timestamp.day, Timestamp.day - 1] {
            _ = check(edge)
        }
        for draw in 0..<200_000 {
            let unit = [1, 1_000, 1_000_000, Timestamp.second, Timestamp.minute][draw % 5]
            guard check(Int64(bitPattern: random.next()) / unit / 2 * unit) else { return }
        }
    }
}
