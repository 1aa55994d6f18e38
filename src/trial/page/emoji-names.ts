/** The character of a short code, or undefined when the page does not know it. */
export function characterOf(name: string): string | undefined {
  return CHARACTERS.get(name);
}

/** The first short code of a character, as words: "red circle". */
export function wordsOf(character: string): string | undefined {
  return WORDS.get(character);
}

/** The short codes that operations channels use most; an unknown one stays as it was written, as in Slack. */
const CHARACTERS: ReadonlyMap<string, string> = new Map(
  `red_circle 🔴|large_orange_circle 🟠|large_yellow_circle 🟡|large_green_circle 🟢|large_blue_circle 🔵|blue_circle 🔵
|large_purple_circle 🟣|large_brown_circle 🟤|black_circle ⚫|white_circle ⚪|large_red_square 🟥|large_orange_square 🟧
|large_yellow_square 🟨|large_green_square 🟩|large_blue_square 🟦|white_check_mark ✅|heavy_check_mark ✔|x ❌|warning ⚠
|information_source ℹ|no_entry ⛔|arrow_up ⬆|arrow_down ⬇|arrow_left ⬅|arrow_right ➡|rotating_light 🚨|hourglass ⌛
|hourglass_flowing_sand ⏳|stopwatch ⏱|timer_clock ⏲|alarm_clock ⏰|clock1 🕐|fire 🔥|boom 💥|bell 🔔|no_bell 🔕|mute 🔇|zzz 💤
|sleeping 😴|lock 🔒|unlock 🔓|key 🔑|shield 🛡|wrench 🔧|hammer 🔨|hammer_and_wrench 🛠|gear ⚙|toolbox 🧰|bar_chart 📊
|chart_with_upwards_trend 📈|chart_with_downwards_trend 📉|memo 📝|newspaper 📰|clipboard 📋|calendar 📅|date 📅|pushpin 📌|paperclip 📎
|link 🔗|mag 🔍|bulb 💡|rocket 🚀|tada 🎉|eyes 👀|wave 👋|thumbsup 👍|+1 👍|thumbsdown 👎|-1 👎|ok_hand 👌|clap 👏|pray 🙏
|raised_hands 🙌|muscle 💪|point_right 👉|raised_hand ✋|ballot_box_with_check ☑|no_entry_sign 🚫|heavy_multiplication_x ✖|heart ❤|broken_heart 💔|star ⭐|sparkles ✨|zap ⚡|snowflake ❄|droplet 💧|sunny ☀
|slightly_smiling_face 🙂|smile 😄|thinking_face 🤔|cry 😢|sob 😭|sweat_smile 😅|scream 😱|robot_face 🤖|ghost 👻|skull 💀
|snail 🐌|bug 🐛|computer 💻|desktop_computer 🖥|floppy_disk 💾|file_cabinet 🗄|package 📦|wastebasket 🗑|recycle ♻|repeat 🔁
|arrows_counterclockwise 🔄|arrow_forward ▶|double_vertical_bar ⏸|black_square_for_stop ⏹|question ❓|exclamation ❗|speech_balloon 💬
|busts_in_silhouette 👥|bust_in_silhouette 👤|globe_with_meridians 🌐|coffee ☕|construction 🚧|checkered_flag 🏁|100 💯`
    .replaceAll("\n", "")
    .split("|")
    .map((pair): [string, string] => {
      const [name = "", character = ""] = pair.split(" ");
      return [name, character];
    }),
);

const WORDS: ReadonlyMap<string, string> = new Map(
  Array.from(CHARACTERS, ([name, character]): [string, string] => [character, name.replaceAll("_", " ")]),
);
