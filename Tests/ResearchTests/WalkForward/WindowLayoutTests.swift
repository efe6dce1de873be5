import Core
import DataSources
import Research
import Simulation
import StrategyKit
import TestSupport
import Testing
import TimeSeries

/// How windows lie over the bars of goog.csv: 2004-08-19 to 2013-03-01.
@Suite struct WindowLayoutTests {
    private static func windows(
        _ train: String, _ test: String, isAnchored: Bool = false, changes: [String] = []
    ) throws -> [WalkForwardWindow] {
        try WalkForwardFixture.test(
            try SweepFixture.source(SweepFixture.grid, changes: changes), train, test, isAnchored: isAnchored
        ).windows
    }

    @Test func windowsOfTheCalendarEndWithSessions() throws {
        let windows = try WindowLayoutTests.windows("3y", "6mo")
        #expect(windows.count == 11)
        // The 19th of August 2007 is a Sunday: trained through the Friday before it.
        #expect(windows[0].trainFrom == nil && windows[0].trainThrough.description == "2007-08-17T20:00:00Z")
        #expect(windows[0].testFrom == windows[0].trainThrough)
        // Borders are counted from the first: no drift by the weekends that they fall on.
        #expect(windows[0].testThrough.description == "2008-02-15T21:00:00Z")
        #expect(windows[1].trainFrom?.description == "2005-02-18T21:00:00Z")
        #expect(windows[2].trainThrough.description == "2008-08-18T20:00:00Z")
        #expect(windows[10].testThrough.description == "2013-02-15T21:00:00Z")
    }

    @Test(
        arguments: [
            ("3y", "6mo", false), ("3y", "6mo", true), ("500 sessions", "100 sessions", false), ("700", "90", false),
            ("700", "90", true), ("52w", "30d", false), ("400", "2mo", false), ("2y", "77 sessions", false),
            ("1y", "3d", false),
        ]) func testPeriodsFollowEachOtherWithoutAGap(train: String, test: String, isAnchored: Bool) throws
    {
        let windows = try WindowLayoutTests.windows(train, test, isAnchored: isAnchored)
        #expect(windows.map(\.number) == Array(1...windows.count))
        for (one, next) in zip(windows, windows.dropFirst()) {
            #expect(one.testSteps.upperBound == next.testSteps.lowerBound && one.testThrough == next.testFrom)
            #expect(one.trainSteps.lowerBound <= next.trainSteps.lowerBound)
        }
        for window in windows {
            #expect(window.trainSteps.upperBound == window.testSteps.lowerBound && !window.testSteps.isEmpty)
            #expect(!isAnchored || window.trainSteps.lowerBound == 0 && window.trainFrom == nil)
            #expect(window.trainThrough == window.testFrom)
        }
        #expect(windows[0].trainSteps.lowerBound == 0)
    }

    @Test func countsAreExact() throws {
        let windows = try WindowLayoutTests.windows("500 sessions", "100 sessions")
        // Daily bars: a session is an instant. 2148 bars: 16 whole windows, and 48 of the last, less than half of it.
        #expect(windows.count == 16)
        #expect(windows.allSatisfy { $0.trainSteps.count == 500 && $0.testSteps.count == 100 })
        #expect(try WindowLayoutTests.windows("500", "100") == windows)
        #expect(try WindowLayoutTests.windows("500", "96").count == 17)
        // 16 whole windows of 97, and 96 bars of the next.
        #expect(try WindowLayoutTests.windows("500", "97").last?.testSteps.count == 96)
        #expect(try WindowLayoutTests.windows("500", "105").last?.testSteps.count == 73)
    }

    @Test func theFirstDecisionIsThatOfDataFrom() throws {
        let windows = try WindowLayoutTests.windows("250", "100", changes: ["data.from=2006-01-03"])
        #expect(windows[0].trainFrom == nil && windows[0].trainSteps.lowerBound == 346)
        #expect(windows[1].trainSteps.lowerBound == 446 && windows[1].trainFrom != nil)
    }

    @Test func allWindowsEndBeforeTheFinalTestPeriod() throws {
        let windows = try WindowLayoutTests.windows("2y", "1y", changes: ["data.test_from=2011-06-01"])
        let last = try #require(windows.last)
        #expect(last.testThrough.description == "2011-05-31T20:00:00Z")
        #expect(windows.count == 5 && last.testSteps.count < 200)
    }

    @Test func whatDoesNotFitSaysHowMuchThereIs() throws {
        func message(_ train: String, _ test: String, _ changes: [String] = []) -> String {
            do { _ = try WindowLayoutTests.windows(train, test, changes: changes) } catch {
                return "\((error as? SweepError)?.description ?? "\(error)")"
            }
            return "it fits"
        }
        #expect(
            message("9y", "6mo")
                == "x.yaml: error: walk_forward: a training window of 9y and at least half a test window of 6mo do not fit "
                + "into the data: decisions can be taken from 2004-08-19 to 2013-03-01, at 2148 instants in 2148 sessions; "
                + "shorten train or test, or give more data")
        #expect(message("2100", "100").contains("do not fit"))
        #expect(message("2100", "96") == "it fits")
        #expect(message("100", "1").contains("more than 1000 windows"))
        #expect(message("3y", "6mo", ["data.from=2012-06-01"]).contains("at 187 instants in 187 sessions"))
    }
}
