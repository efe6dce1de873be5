import Core
import DataSources
import Foundation
import TestSupport
import Testing
import TimeSeries

/// A folder for the files of one test, removed with it.
final class TemporaryFolder {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("backtest-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    /// The path of a file in the folder, with a content if one is given.
    func path(_ name: String, _ content: String? = nil) throws -> String {
        let file = url.appendingPathComponent(name)
        if let content { try Data(content.utf8).write(to: file) }
        return file.path
    }

    deinit { try? FileManager.default.removeItem(at: url) }
}

@Suite struct RoundTripTests {
    static func shippedPath(_ name: String) -> String {
        SharedFolder.projectRoot.appendingPathComponent("Data/\(name)").path
    }

    @Test(arguments: ["daily/aapl.csv", "daily/goog.csv", "daily/sp500.csv"])
    func barsReadBackAsTheyWereWritten(_ name: String) throws {
        let folder = try TemporaryFolder()
        let data = try MarketData.load(CSVReadOptions(paths: [Self.shippedPath(name)], calendar: "XNYS"))
        let file = name.split(separator: "/")[1]
        for suffix in ["", ".gz"] {
            let path = try folder.path(file + suffix)
            try BarWriter.write(data.panel.series, to: path)
            let again = try MarketData.load(CSVReadOptions(paths: [path], calendar: "XNYS"))
            #expect(again.panel.hash() == data.panel.hash())
        }
    }

    @Test func closesReadBackInAllLayouts() throws {
        let folder = try TemporaryFolder()
        let data = try MarketData.load(
            CSVReadOptions(paths: [Self.shippedPath("daily/etf_closes.csv")], calendar: "XNYS"))
        #expect(data.panel.count == 11)
        for layout in [CSVReadOptions.Layout.long, .wide] {
            let path = try folder.path("\(layout).csv")
            try BarWriter.write(data.panel.series, to: path, options: BarWriteOptions(layout: layout))
            let again = try MarketData.load(CSVReadOptions(paths: [path], calendar: "XNYS"))
            #expect(again.panel.hash() == data.panel.hash())
        }
    }

    @Test func minutesReadBackFromStartsAndEndsAndInTheirOwnZone() throws {
        let folder = try TemporaryFolder()
        let path = try folder.path(
            "x.csv",
            """
            timestamp,open,high,low,close,volume
            2018-11-04T01:58:00-04:00,1,2,0.5,1.5,10
            2018-11-04T01:59:00-04:00,1.5,2,1,1,
            2018-11-04T01:00:00-05:00,1,1,1,1,7
            2018-11-04T01:01:00-05:00,1,1.0000000000000002,1,1,7
            """)
        let data = try MarketData.load(CSVReadOptions(paths: [path], stamp: .start, calendar: "24/7"))
        #expect(data.panel.barCount == 4)
        for label in BarWriteOptions.Label.allCases {
            for zone in [nil, try ZoneOffsets.named("America/New_York")] {
                let copy = try folder.path("X.csv")
                try BarWriter.write(data.panel.series, to: copy, options: BarWriteOptions(label: label, zone: zone))
                let again = try MarketData.load(
                    CSVReadOptions(paths: [copy], stamp: label == .start ? .start : .end, calendar: "24/7"))
                #expect(again.panel.hash() == data.panel.hash())
            }
        }
    }

    @Test func theTextIsWhatOneWouldType() throws {
        let folder = try TemporaryFolder()
        let path = try folder.path(
            "x.csv", "date,open,high,low,close,volume\n2018-03-12,1.10,2.0,0.5,1.50,10\n2018-03-13,1e-7,2,1e-8,1,\n")
        let data = try MarketData.load(CSVReadOptions(paths: [path], calendar: "XNYS"))
        let dates = try BarWriter.text(data.panel.series)
        #expect(
            String(decoding: dates, as: UTF8.self)
                == "date,open,high,low,close,volume\n2018-03-12,1.1,2,0.5,1.5,10\n2018-03-13,1e-07,2,1e-08,1,\n")
        let instants = try BarWriter.text(
            data.panel.series, options: BarWriteOptions(layout: .long, label: .end, usesDates: false, delimiter: ";"))
        #expect(
            String(decoding: instants, as: UTF8.self)
                == "timestamp;symbol;open;high;low;close;volume\n2018-03-12T20:00:00Z;X;1.1;2;0.5;1.5;10\n"
                + "2018-03-13T20:00:00Z;X;1e-07;2;1e-08;1;\n")
    }

    @Test func anInterruptedOrImpossibleWriteLeavesNothing() throws {
        let folder = try TemporaryFolder()
        let path = folder.url.appendingPathComponent("none/x.csv").path
        let error = try #require(throws: DataError.self) {
            try BarWriter.write([], to: path, options: BarWriteOptions(layout: .long))
        }
        #expect(error.description == "\(path): error: cannot be written: No such file or directory")
        let directory = try #require(throws: DataError.self) {
            try BarWriter.write([], to: folder.url.path, options: BarWriteOptions(layout: .long))
        }
        #expect(directory.description == "\(folder.url.path): error: cannot be written: it is a directory")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == [])
    }
}
