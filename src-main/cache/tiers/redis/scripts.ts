/**
 * What is done in Redis in one step. Each script looks whose run of the server it is in: what an earlier run left behind
 * (a snapshot that was loaded, a replica that took over) may lack the last invalidations, and is not believed.
 */
import { createHash } from 'node:crypto';

export interface Script {
  readonly text: string;
  readonly sha: string;
}

/** Gives a script with the name that the server knows it by. */
export function script(text: string): Script {
  return { text, sha: createHash('sha1').update(text).digest('hex') };
}

const RUN = `local run = string.match(redis.call('INFO', 'server'), 'run_id:(%x+)')`;

/** Clears what an earlier run left of the bus. */
const BUS_OF_THIS_RUN = `
${RUN}
local runKey, sequenceKey, logKey, liveKey = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
if redis.call('GET', runKey) ~= run then
  redis.call('DEL', sequenceKey, logKey, liveKey)
  redis.call('SET', runKey, run)
end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)`;

/**
 * KEYS: buckets. ARGV: a number never used before, how long a bucket lives in ms, then for each bucket how many fields
 * and the fields. Gives for each bucket its epoch and the versions. A bucket of an earlier run, or none, begins anew
 * with the number as its epoch.
 */
export const READ_VERSIONS = script(`
${RUN}
local answer = {}
local at = 3
for i, bucket in ipairs(KEYS) do
  local count = tonumber(ARGV[at])
  local head = redis.call('HMGET', bucket, 'epoch', 'run')
  if head[2] ~= run then
    redis.call('DEL', bucket)
    redis.call('HSET', bucket, 'epoch', ARGV[1], 'run', run)
    redis.call('PEXPIRE', bucket, ARGV[2])
    head[1] = ARGV[1]
  elseif redis.call('PTTL', bucket) < tonumber(ARGV[2]) / 2 then
    redis.call('PEXPIRE', bucket, ARGV[2])
  end
  local versions = { head[1] }
  for first = at + 1, at + count, 1000 do
    local part = redis.call('HMGET', bucket, unpack(ARGV, first, math.min(first + 999, at + count)))
    for _, version in ipairs(part) do versions[#versions + 1] = version or '0' end
  end
  answer[i] = versions
  at = at + count + 1
end
return answer`);

/**
 * KEYS: buckets. ARGV: the most fields of a bucket, how long one lives in ms, then for each bucket how many fields and
 * the fields, whose versions go up. A bucket that cannot be written (out of memory) or is too large is dropped, which
 * makes invalid more than was asked for, and never less.
 */
export const RAISE_VERSIONS = script(`
local at = 3
for _, bucket in ipairs(KEYS) do
  local count = tonumber(ARGV[at])
  local good = true
  for field = at + 1, at + count do
    local raised = redis.pcall('HINCRBY', bucket, ARGV[field], 1)
    if type(raised) == 'table' then good = false break end
  end
  if good and redis.call('HLEN', bucket) <= tonumber(ARGV[1]) then
    redis.call('PEXPIRE', bucket, ARGV[2])
  else
    redis.call('DEL', bucket)
  end
  at = at + count + 1
end
return 1`);

/**
 * KEYS: the four of the bus. ARGV: channel, message, most messages kept. Appends the message to the log and tells it.
 * Gives the run, the message's place, and the processes that live with the milliseconds that they have left.
 */
export const ANNOUNCE = script(`
${BUS_OF_THIS_RUN}
redis.call('ZREMRANGEBYSCORE', liveKey, '-inf', now)
local sequence = redis.call('INCR', sequenceKey)
local line = sequence .. ' ' .. ARGV[2]
redis.call('RPUSH', logKey, line)
redis.call('LTRIM', logKey, -tonumber(ARGV[3]), -1)
redis.call('PUBLISH', ARGV[1], line)
local live = redis.call('ZRANGE', liveKey, 0, -1, 'WITHSCORES')
for i = 2, #live, 2 do live[i] = tonumber(live[i]) - now end
return { run, sequence, live }`);

/** KEYS: the four of the bus. ARGV: process, lease in ms. Gives the run and the place of the last message. */
export const HEARTBEAT = script(`
${BUS_OF_THIS_RUN}
redis.call('ZADD', liveKey, now + tonumber(ARGV[2]), ARGV[1])
return { run, tonumber(redis.call('GET', sequenceKey) or '0') }`);

/**
 * KEYS: the four of the bus. ARGV: a run, the place after which to begin (from the first of this run if the run is
 * another). Gives the run, the place of the last message, whether none is missing in between, and the messages.
 */
export const READ_LOG = script(`
${BUS_OF_THIS_RUN}
local last = tonumber(redis.call('GET', sequenceKey) or '0')
local after = 0
if ARGV[1] == run then after = tonumber(ARGV[2]) end
local wanted = last - after
if wanted <= 0 then return { run, last, 1, {} } end
local kept = redis.call('LLEN', logKey)
if wanted > kept then return { run, last, 0, {} } end
return { run, last, 1, redis.call('LRANGE', logKey, -wanted, -1) }`);

/** KEYS: the set of the living. ARGV: process. */
export const LEAVE = script(`return redis.call('ZREM', KEYS[1], ARGV[1])`);
