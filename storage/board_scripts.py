"""The scripts of the job board."""

from typing import Final

from storage.scripts import Script

SUBMIT: Final = Script("""
-- Queue a job unless it is on the board, decided, or its queue is full.
-- KEYS[1] darkroom:claim:<job>     string, made here: the job is on the board
-- KEYS[2] darkroom:outcome:<job>   string, read: its end, if that is remembered
-- KEYS[3] dramatiq:<queue>         list of message IDs, appended to
-- KEYS[4] dramatiq:<queue>.msgs    hash of message ID to message, added to
-- KEYS[5] dramatiq:<queue>.wake    list of tokens, added to: idle consumers block on it
-- ARGV    claim's seconds, bound of the queue, message ID, message, most tokens, tokens' seconds
-- Returns {"queued"}, {"claimed"}, {"full"} or {"decided", outcome}.
local decided = redis.call("get", KEYS[2])
if decided then
    return {"decided", decided}
end
if redis.call("exists", KEYS[1]) == 1 then
    return {"claimed"}
end
if redis.call("llen", KEYS[3]) >= tonumber(ARGV[2]) then
    return {"full"}
end
redis.call("set", KEYS[1], ARGV[3], "ex", ARGV[1])
redis.call("hset", KEYS[4], ARGV[3], ARGV[4])
redis.call("rpush", KEYS[3], ARGV[3])
redis.call("rpush", KEYS[5], "1")
redis.call("ltrim", KEYS[5], 0, ARGV[5] - 1)
redis.call("expire", KEYS[5], ARGV[6])
return {"queued"}
""")

FINISH: Final = Script("""
-- Report the end of a job. It may be queued again, unless its outcome is remembered.
-- KEYS[1] darkroom:claim:<job>     string, deleted
-- KEYS[2] darkroom:outcome:<job>   string, set if the outcome is to be remembered
-- KEYS[3] darkroom:done:<job>      string, set if not
-- ARGV    outcome, "1" to remember it, seconds to do so, channel, seconds for "done"
redis.call("del", KEYS[1])
if ARGV[2] == "1" then
    redis.call("set", KEYS[2], ARGV[1], "ex", ARGV[3])
else
    redis.call("set", KEYS[3], "1", "ex", ARGV[5])
end
redis.call("publish", ARGV[4], ARGV[1])
""")
