import Core
import TestSupport
import Testing
import TimeSeries

@Suite struct CorporateActionTests {
    @Test(
        "a ratio within 1e-5 of p/q is taken as p/q",
        arguments: [
            (1.9999955199992832, 2.0), (2.0000056000134396, 2.0), (6.9999972, 7.0), (0.100000099, 0.1),
            (1.5000001, 1.5),
            (1.0027003, 1.0027003), (2.00002, 2.00002), (0.0333333, 1.0 / 30), (0.010001, 0.010001),
        ])
    func nearestFraction(ratio: Double, expected: Double) {
        #expect(CorporateAction.nearestFraction(ratio) == expected)
    }

    private static func action(_ day: Int, _ kind: CorporateAction.Kind) -> CorporateAction {
        let date = CivilDate(year: 2020, month: 1, day: 1) + day
        return CorporateAction(date: date, instant: Timestamp(date), kind: kind)
    }

    private static let series = BarFixtures.series(
        [(120, 126, 114, 120), (60, 63, 57, 60), (60, 60, 60, 60), (20, 21, 19, 20)],
        volumes: [10, 20, 20, 60], length: Timestamp.day
    ).with([
        action(3, .split(ratio: 3)), action(1, .split(ratio: 2)), action(1, .dividend(amount: 6, paid: .distantPast)),
        action(2, .dividend(amount: 6, paid: .distantPast)),
    ])

    @Test("adjusting for splits brings prices, volumes and dividends into the last units")
    func adjustedForSplits() {
        let adjusted = Self.series.adjustedForSplits()
        #expect(adjusted.close == [20, 20, 20, 20] && adjusted.high == [21, 21, 20, 21])
        #expect(adjusted.volume == [60, 60, 60, 60] && !adjusted.hasSplits)
        // The first was paid on units before the split of its day.
        #expect(
            adjusted.actions.map(\.kind) == [
                .dividend(amount: 1, paid: .distantPast), .dividend(amount: 2, paid: .distantPast),
            ])
        #expect(Self.series.close == [120, 60, 60, 20])
    }

    @Test("S2 actions of one instant stand in a fixed order: delisting, dividend, split") func order() {
        let shuffled = BarFixtures.series([(1, 1, 1, 1)]).with([
            Self.action(0, .split(ratio: 2)), Self.action(0, .dividend(amount: 1, paid: .distantPast)),
            Self.action(0, .delisting(price: nil)),
        ])
        #expect(shuffled.actions.map(\.rank) == [0, 1, 2])
    }

    @Test("S73 the hash of the data holds the actions, where there are any") func hash() {
        let plain = BarFixtures.series([(1, 1, 1, 1)])
        let hashes = [
            plain, plain.with([]), plain.with([Self.action(1, .split(ratio: 2))]),
            plain.with([Self.action(1, .split(ratio: 3))]), plain.with([Self.action(2, .split(ratio: 3))]),
            plain.with([Self.action(1, .dividend(amount: 2, paid: .distantPast))]),
            plain.with([Self.action(1, .delisting(price: 2))]), plain.with([Self.action(1, .delisting(price: nil))]),
        ].map { Panel([$0]).hash() }
        #expect(hashes[0] == hashes[1] && Set(hashes).count == 7)
    }

    @Test("a step like that of a split is found in raw prices, unless an action explains it")
    func unexplainedSplits() {
        var prices: [(Double, Double, Double, Double)] = []
        for day in 0..<60 {
            let price = (100 + Double(day % 3)) / (day < 30 ? 1 : 2)
            prices.append((price, price * 1.01, price * 0.99, price))
        }
        let series = BarFixtures.series(prices, length: Timestamp.day)
        let found = series.unexplainedSplits()
        #expect(found.map(\.start) == [Timestamp(nanoseconds: series.start[30])])
        #expect(found.first?.text.contains("2:1 split") == true)
        #expect(series.with([Self.action(30, .split(ratio: 2))]).unexplainedSplits().isEmpty)
        #expect(series.with([Self.action(31, .split(ratio: 2))]).unexplainedSplits().count == 1)
        #expect(series.slice(0..<30).unexplainedSplits().isEmpty)
    }

    @Test("S53 a split is unshown where the step of the price is nearer to none than to its own")
    func s53unshownSplits() {
        func found(_ open: Double, _ ratios: Double...) -> [Double] {
            let series = BarFixtures.series(
                [(100, 100, 100, 100), (open, open, open, open)], length: Timestamp.day
            ).with(ratios.map { Self.action(1, .split(ratio: $0)) })
            return series.unshownSplits().map(\.ratio)
        }
        // Half way from 100 to 50, as ratios go, is 70.7.
        #expect(found(100, 2) == [2] && found(71, 2) == [2] && found(70, 2).isEmpty && found(50, 2).isEmpty)
        #expect(found(100, 0.1) == [0.1] && found(1_000, 0.1).isEmpty && found(300, 0.1) == [0.1])
        // Two of a day are one; small ones are left alone.
        #expect(found(100, 2, 2) == [4] && found(25, 2, 2).isEmpty && found(100, 2, 0.5).isEmpty)
        #expect(found(100, 1.25).isEmpty && found(100, 1.3) == [1.3])
        // Before the first bar and after the last one there is nothing to compare.
        let series = BarFixtures.series([(1, 1, 1, 1), (1, 1, 1, 1)], length: Timestamp.day)
        #expect(series.with([0, 2].map { Self.action($0, .split(ratio: 2)) }).unshownSplits().isEmpty)
    }
}
