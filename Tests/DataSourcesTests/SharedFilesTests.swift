import Core
import DataSources
import TestSupport
import Testing
import TimeSeries

/// Every file of the shared folder loads with the right number of rows, or fails with the right error.
@Suite(.enabled(if: SharedFolder.isPresent, "\(SharedFolder.absentNote)"))
struct SharedFilesTests {
    @Test func dailyFilesLoad() throws {
        for (path, bars) in [("daily/wiki/aapl.csv", 3_270), ("daily/lean/spy.csv", 5_849)] {
            let data = try MarketData.load(CSVReadOptions(paths: [SharedFolder.path("data/" + path)], calendar: "XNYS"))
            #expect(data.panel.barCount == bars)
        }
    }

    @Test func S1anIntradayFileNeedsItsStamp() throws {
        let path = SharedFolder.path("data/minute/us_2018/aapl.csv")
        let error = try #require(throws: DataError.self) {
            try MarketData.load(CSVReadOptions(paths: [path], calendar: "XNYS"))
        }
        #expect(
            error.description
                == "\(path): error: cannot tell whether the time \"2018-02-16T09:30:00\" is the start or the end of its bar, "
                + "and a wrong guess would let a strategy see the future; say `stamp: start` or `stamp: end`")
        let data = try MarketData.load(CSVReadOptions(paths: [path], stamp: .end, calendar: "XNYS"))
        #expect(data.report.entries[0].barsOutsideSessions == 44)
        #expect(data.panel.series[0][0].start.description == "2018-02-16T14:29:00Z")
    }
}
