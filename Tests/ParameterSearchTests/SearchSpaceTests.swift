import ParameterSearch
import Testing

@Suite struct SearchSpaceTests {
    @Test func spacesCountTheirPoints() throws {
        #expect(try SearchFixtures.space("a=1:10", "b=x,y").count == 20)
        #expect(try SearchFixtures.space("a=1:10", "b=0.5:1").count == nil)
        #expect(try SearchFixtures.space("a=1:9007199254740992", "b=1:9007199254740992").count == nil)
    }

    @Test func whatIsWrongIsSaid() {
        #expect(
            SearchFixtures.message { _ = try SearchSpace(axes: []) }
                == "a search needs an axis, as in --grid fast=10,20,50")
        #expect(
            SearchFixtures.message { _ = try SearchFixtures.space("a=1,2", "a=3,4") }
                == "a: two axes have this name")
    }
}
