import Core
import DataSources
import Foundation
import Testing
import TimeSeries

/// Whatever stands in a file, reading it ends with bars or with an error, never with a trap.
@Suite struct GarbageTests {
    static let seeds: [String] = [
        "date,open,high,low,close,volume,Adj Close\n2018-03-12,1,2,0.5,1.5,10,1.4\n2018-03-13,1.25,2,0.5,1.5,11,1.4\n"
            + "2018-03-14,1,2,0.5,1.75,12,1.5\n",
        "timestamp;symbol;open;high;low;close;volume\r\n2018-03-12T13:30:00Z;A;1;2;0.5;1.5;10\r\n"
            + "2018-03-12T13:30:00Z;B;1;2;0.5;1.5;10\r\n2018-03-12T13:31:00Z;A;1;2;0.5;1.5;10\r\n"
            + "2018-03-12T13:31:00Z;B;1;2;0.5;1.5;10\r\n2018-03-12T13:32:00Z;A;1;2;0.5;1.5;10\r\n"
            + "2018-03-12T13:32:00Z;B;1;2;0.5;1.5;10\r\n",
        "\u{feff}\"Date\",\"SPY\",\"TLT\"\n\"2018-03-12\",\"1.5\",\"\"\n\"2018-03-13\",\"15\",2\n2018-03-14,3,4",
        "time,close\n1520861400,1\n1520861460,2\n1520861520.5,3\n1520861580,4\n",
        "Date,Time,Open,High,Low,Close\n03/12/2018,09:30,1,2,1,2\n03/12/2018,09:31,1,2,1,2\n03/13/2018,09:32,1,2,1,2\n",
        "time,price,size\n2018-03-12T10:00:00.123Z,1,2\n2018-03-12T10:00:00.124Z,1.5,\n",
    ]

    static func mutated(_ text: String, _ random: inout RandomStream) -> [UInt8] {
        var bytes = Array(text.utf8)
        let pool = Array("0123456789.,;:-+TZe\"\n\r\t |/\u{0}nan\u{ff}xé".utf8)
        // Half of the changes only put digits in place of digits: other numbers and times, mostly still a file.
        let digits = bytes.indices.filter { bytes[$0] &- 48 < 10 }
        if random.below(2) == 0 {
            for _ in 0...random.below(4) { bytes[digits[random.below(digits.count)]] = UInt8(48 + random.below(10)) }
            return bytes
        }
        for _ in 0...random.below(2) {
            guard !bytes.isEmpty else { break }
            let place = random.below(bytes.count)
            switch random.below(6) {
            case 0: bytes[place] = pool[random.below(pool.count)]
            case 1: bytes.insert(pool[random.below(pool.count)], at: place)
            case 2: bytes.remove(at: place)
            case 3: bytes.removeSubrange(place..<min(bytes.count, place + random.below(30)))
            case 4: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + random.below(40))], at: place)
            default: bytes[place] = UInt8(random.below(256))
            }
        }
        return bytes
    }

    @Test func randomChangesOfGoodFilesNeverTrap() throws {
        let folder = try TemporaryFolder()
        let seed: UInt64 = 99
        var random = RandomStream(seed: seed, name: "garbage")
        var loaded = 0
        var refused = 0
        let url = folder.url.appendingPathComponent("x.csv")
        for draw in 0..<300 {
            let bytes = Self.mutated(Self.seeds[draw % Self.seeds.count], &random)
            try Data(bytes).write(to: url)
            var options = CSVReadOptions(paths: [url.path], stamp: draw % 2 == 0 ? .start : .end)
            options.calendar = ["XNYS", "24/7", nil][random.below(3)]
            options.zone = random.below(5) > 0 ? "UTC" : nil
            options.adjust = draw % 12 == 0 ? .total : .none
            options.policies = LoadPolicies(
                gaps: LoadPolicies.Gaps.allCases[random.below(2)], duplicates: .last, order: .sort, ohlc: .repair,
                nan: LoadPolicies.Missing.allCases[random.below(3)], closed: .drop)
            do throws(DataError) {
                let data = try MarketData.load(options)
                loaded += 1
                #expect(data.panel.barCount > 0, "seed \(seed), draw \(draw)")
            } catch {
                refused += 1
                #expect(error.description.contains("error: "), "seed \(seed), draw \(draw)")
            }
            _ = try MarketData.check(options)
            if draw % 3 == 0 {
                do throws(DataError) { _ = try MarketData.loadTicks(options) } catch { refused += 1 }
            }
        }
        // Both ends must be met, or the changes are too tame or too wild to show anything.
        #expect(loaded > 40 && refused > 40, "\(loaded) loaded, \(refused) refused")
    }

    @Test(arguments: seeds.dropLast()) func theGoodFilesLoad(_ text: String) throws {
        let folder = try TemporaryFolder()
        for calendar in ["XNYS", "24/7"] {
            let options = CSVReadOptions(
                paths: [try folder.path("x.csv", text)], stamp: .start, zone: "America/New_York", calendar: calendar)
            #expect(try MarketData.load(options).panel.barCount > 0)
        }
    }

    @Test func randomBytesNeverTrap() throws {
        let folder = try TemporaryFolder()
        let seed: UInt64 = 5
        var random = RandomStream(seed: seed, name: "bytes")
        let url = folder.url.appendingPathComponent("x.csv")
        for draw in 0..<300 {
            var bytes = (0..<random.below(200)).map { _ in UInt8(random.below(256)) }
            if draw % 3 == 0 { bytes = [0x1f, 0x8b, 8, 0] + bytes }
            if draw % 3 == 1 { bytes = Array("date,close\n".utf8) + bytes }
            try Data(bytes).write(to: url)
            #expect(throws: DataError.self, "seed \(seed), draw \(draw)") {
                try MarketData.load(CSVReadOptions(paths: [url.path], stamp: .start, calendar: "XNYS"))
            }
        }
    }
}
