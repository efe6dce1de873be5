import Core
import Simulation
import TestSupport
import Testing
import TimeSeries

/// Instruments whose bars overlap: `AAA` has a bar an hour, `BBB` one of three hours.
@Suite struct StaggeredBarsTests {
    static let hourly = BarFixtures.series(
        (0..<6).map { _ in (10, 11, 9, 10) }, symbol: "AAA", length: Timestamp.hour)
    /// The first bar falls to 80 and the second to 90: which of them an order may use is the question.
    static let slow = BarFixtures.series(
        [(100, 110, 80, 105), (104, 106, 90, 95)], symbol: "BBB", length: 3 * Timestamp.hour)

    @Test("S21: an order sent inside a bar does not trade on the range before it")
    func s21anOrderSentInsideABarUsesNoneOfItsRange() {
        // Sent at the end of the first hour, in the middle of the slow bar that may have been at 80 already.
        let stage = Stage(
            [Self.hourly, Self.slow],
            [0: { _, desk in desk.submit(OrderRequest(.buy, .units(1), of: two, kind: .limit(85))) }])
        #expect(stage.fills == [])
        let next = Stage(
            [Self.hourly, Self.slow],
            [0: { _, desk in desk.submit(OrderRequest(.buy, .units(1), of: two, kind: .limit(92))) }])
        #expect(next.fills == ["01T06:00 buy 1 BBB @ 92 limit"])
    }

    @Test("S3: a position filled inside a running bar is worth its price until the bar ends")
    func s3aRunningBarIsMarkedAtTheFill() {
        let stage = Stage(
            [Self.hourly, Self.slow],
            [2: { _, desk in desk.submit(OrderRequest(.buy, .units(10), of: two)) }])
        #expect(stage.fills == ["01T03:00 buy 10 BBB @ 104 open"])
        // Bought at 104 at three o'clock; the bar closes at 95 at six.
        #expect(stage.equity == [100_000, 100_000, 100_000, 100_000, 100_000, 99_910])
        #expect(stage.run.finalEquity == 99_910)
    }
}
