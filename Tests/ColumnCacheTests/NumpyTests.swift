import ColumnCache
import Core
import Foundation
import TestSupport
import Testing

/// NumPy reads what the cache holds, without a copy.
@Suite struct NumpyTests {
    static let isPresent = (try? Program.run(["-c", "import numpy"], executable: "/usr/bin/python3").status) == 0

    @Test(.enabled(if: isPresent, "needs python3-numpy")) func numpyMapsTheColumns() throws {
        let place = try CacheFolder()
        for rows in [0, 1, 7, 100_000] {
            try place.cache.store([chunk(0..<rows)], in: "rows\(rows)", source: "", timeColumn: "time")
            let script = """
                import sys, numpy as np
                time, price, flag = (np.load(path, mmap_mode="r") for path in sys.argv[1:])
                print(time.dtype.str, price.dtype.str, flag.dtype.str, len(time), len(price), len(flag))
                print(all(isinstance(a, np.memmap) or len(a) == 0 for a in (time, price, flag)))
                print(int(time.sum()), float(price.sum()), int(flag.astype(int).sum()))
                print(all(open(path, "rb").read(10)[6:8] == b"\\x01\\x00" for path in sys.argv[1:]))
                print(all(price.offset % 64 == 0 for price in (time, price, flag) if isinstance(price, np.memmap)))
                """
            let paths = try ["time.npy", "price.npy", "flag.npy"].map { try place.path("rows\(rows)", $0) }
            // No memory can be mapped without elements.
            let text = rows == 0 ? script.replacingOccurrences(of: ", mmap_mode=\"r\"", with: "") : script
            let outcome = try Program.run(["-c", text] + paths, executable: "/usr/bin/python3")
            let sum = rows * (rows - 1) / 2
            let flags = (0..<rows).reduce(0) { $0 + $1 % 256 }
            #expect(
                outcome.output == "<i8 <f8 |u1 \(rows) \(rows) \(rows)\nTrue\n\(sum) \(sum).0 \(flags)\nTrue\nTrue\n",
                "\(outcome.errors)")
        }
    }
}
